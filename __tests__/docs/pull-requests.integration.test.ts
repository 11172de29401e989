import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform } from "../support/describe-terraform";

const projectFolder = join(__dirname, "..", "..");
const text = readFileSync(join(projectFolder, "docs/pull-requests.md"), "utf8");
const lines = [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = ""]) =>
  block.trim().split(/\n\s*/),
);

/** The commands of the document that need no AWS and no GitHub, as they stand there. */
const commands = lines.filter((line) => /^(terraform|npm run (--silent )?mqesm)\b/.test(line));

describeWithTerraform("docs/pull-requests.md", ({ env, binary }) => {
  const folder = mkdtempSync(join(tmpdir(), "pull-requests-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("its commands do what it says, one after the other, in a folder of a stack", () => {
    const stack = join(folder, "cdktf.out/stacks/option-4-isolated");
    mkdirSync(stack, { recursive: true });
    writeFileSync(
      join(stack, "cdk.tf.json"),
      JSON.stringify({ resource: { terraform_data: { it: { input: "here" } } } }),
    );
    execFileSync(binary, [`-chdir=${stack}`, "init", "-no-color"], { env });
    const mqesm = `${join(projectFolder, "node_modules/.bin/tsx")} ${join(projectFolder, "cli/main.ts")}`;
    const said = commands.map((command) => {
      const here = command.replace(/^npm run (--silent )?mqesm --/, mqesm).replace(/^terraform/, binary);
      const output = execFileSync("bash", ["-c", here], {
        cwd: folder,
        env: { ...env, TERRAFORM_BINARY: binary, TF_CLI_ARGS_plan: "-no-color" },
        encoding: "utf8",
      });
      return [command, output];
    });
    for (const [part, words] of SAYS) {
      expect(said.filter(([command = ""]) => command.includes(part))).toEqual([
        [expect.anything(), expect.stringContaining(words)],
      ]);
    }
  }, 120_000);
});

/** What commands say, by a part of each. */
const SAYS = [
  [" plan -out=", "Plan: 1 to add"],
  [" review ", "1 to create"],
  [" --write ", "sha256:"],
  [" --check ", "as it was"],
] as const;
