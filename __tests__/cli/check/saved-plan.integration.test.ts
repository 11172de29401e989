import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { writeConfiguration } from "../../../bench/estate/estate";
import { run } from "../../../cli/run";
import { describeWithTerraform } from "../../support/describe-terraform";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

describeWithTerraform("mqesm check with a saved plan of the real provider", ({ binary, env }) => {
  let cwd: string;

  const terraform = (...args: string[]) =>
    execFileSync(binary, args, { cwd: join(cwd, "infra"), env, stdio: ["ignore", "pipe", "pipe"] });

  beforeAll(() => {
    cwd = folderWith({ "elsewhere/notes.txt": "" });
    writeConfiguration(join(cwd, "infra"), 1);
    terraform("init");
    terraform("plan", "-out=../elsewhere/away.tfplan");
    terraform("plan", "-out=plan.tfplan");
  }, 120_000);

  async function check(...args: string[]) {
    const around = new FakeSurroundings(cwd, { env: { ...env, TERRAFORM_BINARY: binary } });
    const code = await run(["check", ...args], around);
    return { code, written: around.written, complained: around.complained };
  }

  test.each([
    ["the plan's file", ["infra/plan.tfplan"]],
    ["the working folder", ["infra"]],
    ["a file elsewhere, with the working folder", ["elsewhere/away.tfplan", "--plan-dir", "infra"]],
  ])(
    "%s is judged",
    async (_, args) => {
      const { code, written, complained } = await check(...args);
      expect(complained).toBe("");
      expect(written).toContain("WORKS  module.team_0000.module.messaging[0].aws_lambda_event_source_mapping.orders\n");
      expect(code).toBe(0);
    },
    60_000,
  );

  test("a file elsewhere, without the working folder, says what is missing", async () => {
    const { code, complained } = await check("elsewhere/away.tfplan");
    expect(complained).toContain("mqesm: elsewhere/away.tfplan needs `terraform show -json`, which failed in ");
    expect(complained).toContain("name that folder with --plan-dir.");
    expect(code).toBe(2);
  }, 60_000);
});
