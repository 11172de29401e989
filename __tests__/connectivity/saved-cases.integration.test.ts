import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { savedConfiguration } from "../../cli/terraform/saved-plan";
import { check } from "../../connectivity";
import { describeWithTerraform } from "../support/describe-terraform";

const CASES = join(__dirname, "cases");

interface Expected {
  readonly mapping: string;
  readonly verdict: string;
}

/** Cases whose configuration is in the repository, and that are planned without infrastructure that exists already. */
const cases = readdirSync(CASES).filter((name) => {
  const files = readdirSync(join(CASES, name));
  return files.includes("main.tf") && !files.includes("before");
});

describeWithTerraform("the cases, planned and saved", ({ binary, env }) => {
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  const terraform = (cwd: string, ...args: readonly string[]) =>
    execFileSync(binary, args, {
      cwd,
      env: { ...env, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      maxBuffer: 100_000_000,
      stdio: ["ignore", "pipe", "ignore"],
    });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(cases)(
    "%s: the saved plan says what is expected, its folder the same or unknown",
    (name) => {
      const cwd = join(folder, name);
      cpSync(join(CASES, name), cwd, { recursive: true });
      rmSync(join(cwd, "plan.json"), { force: true });
      terraform(cwd, "init", "-no-color");
      terraform(cwd, "plan", "-no-color", "-refresh=false", "-out=plan.tfplan");
      const json: unknown = JSON.parse(terraform(cwd, "show", "-json", "plan.tfplan").toString());
      const source = savedConfiguration("plan.tfplan", readFileSync(join(cwd, "plan.tfplan")));
      if (source === undefined) throw new Error("the saved plan has no configuration");
      const { mapping, verdict } = JSON.parse(readFileSync(join(cwd, "expected.json"), "utf8")) as Expected;
      const verdictOf = (inputs: Parameters<typeof check>[0]) =>
        check(inputs).mappings.find(({ address }) => address === mapping)?.verdict;
      expect(verdictOf([{ name: "plan.tfplan", json, source }])).toBe(verdict);
      expect([verdict, "unknown"]).toContain(verdictOf([{ name, source }]));
    },
    120_000,
  );
});
