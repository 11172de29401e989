import { realpathSync } from "node:fs";
import { join } from "node:path";
import { readWorkspaces } from "../../../cli/check/input/workspaces";
import { Progress } from "../../../cli/progress";
import { folderWith, SAVED_PLAN } from "../folders";
import { FakeSurroundings } from "../surroundings";

/**
 * What stands in for Terraform: Node, which is a program on every system, with this loaded first. It prints its working folder and its
 * arguments, the first of which Node takes for a file's name.
 */
const ECHO = `
const [, command, ...args] = process.argv;
const extra = process.env.TF_CLI_ARGS ?? null;
require("node:fs").writeSync(1, JSON.stringify({ cwd: process.cwd(), args: [require("node:path").basename(command), ...args], extra }));
process.exit();
`;

/** A Terraform that fails. */
const saying = (errors: string) => `require("node:fs").writeSync(2, ${JSON.stringify(errors)}); process.exit(1);`;

const FAIL = saying(
  "╷\n│ Warning: unrelated\n╵\n╷\n│ \u001b[31mError: \u001b[0mFailed to load plugin schemas\n│ \n│ Run terraform init.\n╵\n",
);

function read(files: Record<string, string | Buffer>, paths: string[], planDir: string | null, terraform: string) {
  const cwd = folderWith({ ...files, "terraform.cjs": terraform });
  const env = {
    TERRAFORM_BINARY: process.execPath,
    NODE_OPTIONS: `--require ${join(cwd, "terraform.cjs")}`,
    TF_CLI_ARGS: "-destroy",
  };
  const around = new FakeSurroundings(cwd, { env });
  const workspaces = readWorkspaces(paths, {
    ...around,
    config: null,
    variables: [],
    planDir,
    progress: new Progress(around),
  });
  return { cwd: realpathSync(cwd), workspaces };
}

const ZIP = { "infra/plan.tfplan": SAVED_PLAN, "infra/main.tf": "", "initialised/main.tf": "" };

test.each([
  ["the plan's file", "infra/plan.tfplan", null, "infra"],
  ["the folder that holds it", "infra", null, "infra"],
  ["the plan's file, in the folder that is named", "infra/plan.tfplan", "initialised", "initialised"],
])("a saved plan is shown by Terraform: %s", async (_, path, planDir, folder) => {
  const { cwd, workspaces } = read(ZIP, [path], planDir, ECHO);
  const [workspace] = await workspaces;
  expect(workspace?.inputs).toEqual([
    {
      name: "infra/plan.tfplan",
      json: {
        cwd: join(cwd, folder),
        args: ["show", "-json", "-no-color", expect.stringMatching(/infra[\\/]plan\.tfplan$/)],
        extra: null,
      },
    },
  ]);
});

test("a stored state is shown by Terraform", async () => {
  const state = '{"version":4,"terraform_version":"1.11.4","lineage":"x","resources":[]}';
  const { workspaces } = read({ "terraform.tfstate": state }, ["terraform.tfstate"], null, ECHO);
  expect((await workspaces)[0]?.inputs[0]?.json).toMatchObject({ args: expect.arrayContaining(["show", "-json"]) });
});

test("what Terraform says is repeated, with what to do", async () => {
  const { cwd, workspaces } = read(ZIP, ["infra/plan.tfplan"], null, FAIL);
  await expect(workspaces).rejects.toThrow(
    new Error(
      `infra/plan.tfplan needs \`terraform show -json\`, which failed in ${join(cwd, "infra")}: Error: Failed to load plugin schemas Run terraform init.\n` +
        "  Run it where `terraform init` has been run for this plan's configuration, with the Terraform that made it: name that folder with --plan-dir.",
    ),
  );
});

test("what Terraform quotes of a configuration is not repeated", async () => {
  const said = `There are some problems.

Error: Unsupported argument

  on main.tf line 7, in provider "aws":
   7:   secret_key = "hunter2" x
    ├────────────────
    │ var.password is "hunter2"

An argument is not expected here.
`;
  for (const errors of [said, said.replace(/^/gm, "│ ")]) {
    const { cwd, workspaces } = read(ZIP, ["infra/plan.tfplan"], null, saying(errors));
    await expect(workspaces).rejects.toThrow(
      `which failed in ${join(cwd, "infra")}: Error: Unsupported argument An argument is not expected here.\n`,
    );
  }
});

test("a folder that does not exist is named", async () => {
  const { workspaces } = read(ZIP, ["infra/plan.tfplan"], "nowhere", ECHO);
  await expect(workspaces).rejects.toThrow(new Error("--plan-dir is nowhere: there is no such folder."));
});

test("TERRAFORM_BINARY that cannot be run is named", async () => {
  const cwd = folderWith({ "plan.tfplan": SAVED_PLAN });
  const around = new FakeSurroundings(cwd, { env: { TERRAFORM_BINARY: "/nowhere/terraform" } });
  await expect(
    readWorkspaces(["plan.tfplan"], {
      ...around,
      config: null,
      variables: [],
      planDir: null,
      progress: new Progress(around),
    }),
  ).rejects.toThrow("but TERRAFORM_BINARY is /nowhere/terraform, which is no program that can be run.");
});
