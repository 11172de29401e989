import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readModel } from "../../../../connectivity/terraform";
import { describeWithTerraform } from "../../../support/describe-terraform";
import { EXPRESSIONS } from "./console-expressions";

/** What an expression comes to as JSON, or that it cannot be evaluated. */
const encoded = (expression: string) => `try(jsonencode([${expression}]), "cannot be evaluated")`;

function ours(expression: string): unknown {
  const text = `resource "example" "it" {\n  argument = ${encoded(expression)}\n}\n`;
  const source = { root: ".", installed: new Map<string, string>(), files: () => [{ name: "main.tf", text }] };
  const value = readModel([{ name: "main.tf", source }])
    .at("example.it")
    ?.get("argument");
  return value?.kind === "scalar" ? value.value : `not known: ${value?.kind}`;
}

describeWithTerraform("expressions", ({ binary, env }) => {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("come to what they come to in terraform console", () => {
    expect(new Set(EXPRESSIONS).size).toBeGreaterThanOrEqual(500);
    writeFileSync(
      join(folder, "main.tf"),
      `locals {\n  all = [\n${EXPRESSIONS.map((each) => `    ${encoded(each)},\n`).join("")}  ]\n}\n`,
    );
    const printed = execFileSync(binary, ["console"], {
      cwd: folder,
      env,
      input: "base64encode(jsonencode(local.all))\n",
      stdio: ["pipe", "pipe", "ignore"],
      maxBuffer: 100_000_000,
    });
    const theirs: unknown[] = JSON.parse(
      Buffer.from(printed.toString().trim().slice(1, -1), "base64").toString("utf8"),
    );
    const different = EXPRESSIONS.flatMap((expression, index) => {
      const own = ours(expression);
      return own === theirs[index] ? [] : [{ expression, terraform: theirs[index], ours: own }];
    });
    expect(different).toEqual([]);
  }, 120_000);
});
