import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { readWorkspaces } from "../../../../cli/check/input/workspaces";
import { Progress } from "../../../../cli/progress";
import { folderWith, OTHER_ZIP, SAVED_PLAN } from "../../folders";
import { FakeSurroundings } from "../../surroundings";

function read(cwd: string, paths: string[], stdin: string | Buffer | null = null) {
  const around = new FakeSurroundings(cwd, { stdin });
  return readWorkspaces(paths, {
    ...around,
    config: null,
    variables: [],
    planDir: null,
    progress: new Progress(around),
  });
}

const names = (workspaces: Awaited<ReturnType<typeof read>>) =>
  workspaces.map(({ name, inputs }) => [name, inputs.map((input) => input.name)]);

const cdktf = {
  "cdktf.json": "{}",
  "cdktf.out/manifest.json": "{}",
  "cdktf.out/stacks/one/cdk.tf.json": '{"resource":{}}',
  "cdktf.out/stacks/two/cdk.tf.json": '{"resource":{}}',
  "cdktf.out/stacks/two/plan": SAVED_PLAN,
};

test("named files are one picture", async () => {
  const cwd = folderWith({ "network.json": "{}", "broker.json": "{}" });
  expect(names(await read(cwd, ["network.json", "broker.json", "network.json"]))).toEqual([
    ["network.json, broker.json", ["network.json", "broker.json"]],
  ]);
});

test.each([
  [".", "cdktf.out/stacks/"],
  ["cdktf.out", "cdktf.out/stacks/"],
  ["cdktf.out/", "cdktf.out/stacks/"],
  ["./cdktf.out/stacks", "cdktf.out/stacks/"],
])("each stack of the CDKTF folder %s is a picture of its own", async (folder, prefix) => {
  expect(names(await read(folderWith(cdktf), [folder]))).toEqual([
    [`${prefix}one`, [`${prefix}one/cdk.tf.json`]],
    [`${prefix}two`, [`${prefix}two/cdk.tf.json`]],
  ]);
});

test("one stack's folder is that stack", async () => {
  expect(names(await read(folderWith(cdktf), ["cdktf.out/stacks/two"]))).toEqual([
    ["cdktf.out/stacks/two", ["cdktf.out/stacks/two/cdk.tf.json"]],
  ]);
});

test("a stack's folder that holds more configuration than was synthesized is read as Terraform reads it, as a whole", async () => {
  const cwd = folderWith({ ...cdktf, "cdktf.out/stacks/two/more.tf": 'resource "aws_vpc" "main" {}' });
  const both = await read(cwd, ["cdktf.out"]);
  expect(names(both)).toEqual([
    ["cdktf.out/stacks/one", ["cdktf.out/stacks/one/cdk.tf.json"]],
    ["cdktf.out/stacks/two", ["cdktf.out/stacks/two"]],
  ]);
  expect(both.map(({ inputs: [input] }) => input !== undefined && "source" in input)).toEqual([false, true]);
});

test("named files stand beside each folder", async () => {
  const cwd = folderWith({ ...cdktf, "network.json": "{}" });
  expect(names(await read(cwd, ["network.json", "cdktf.out"]))).toEqual([
    ["cdktf.out/stacks/one", ["cdktf.out/stacks/one/cdk.tf.json", "network.json"]],
    ["cdktf.out/stacks/two", ["cdktf.out/stacks/two/cdk.tf.json", "network.json"]],
  ]);
});

test("a Terraform folder stands for its one printed plan", async () => {
  const cwd = folderWith({
    "infra/main.tf": "",
    "infra/tfplan.json": '{"format_version":"1.2"}',
    "infra/other.json": "",
  });
  expect(await read(cwd, ["infra"])).toEqual([
    { name: "infra", inputs: [{ name: "infra/tfplan.json", json: { format_version: "1.2" } }] },
  ]);
});

test("a Terraform folder without a plan stands for its configuration", async () => {
  const [workspace] = await read(folderWith({ "infra/main.tf": "locals {}\n" }), ["infra"]);
  const [input] = workspace?.inputs ?? [];
  expect([workspace?.name, input?.name, input?.json]).toEqual(["infra", "infra", undefined]);
  expect(input?.source?.files(".")).toEqual([{ name: "main.tf", text: "locals {}\n" }]);
});

test("standard input is read when nothing is named and something is piped, or for a dash", async () => {
  const cwd = folderWith({ "a.json": "{}", "plan.json": "{}" });
  expect(names(await read(cwd, [], "{}"))).toEqual([["standard input", ["standard input"]]]);
  expect(names(await read(cwd, ["a.json", "-"], "{}"))).toEqual([
    ["a.json, standard input", ["a.json", "standard input"]],
  ]);
  expect(names(await read(cwd, ["a.json"], "{}"))).toEqual([["a.json", ["a.json"]]]);
  expect(names(await read(cwd, []))).toEqual([[".", ["plan.json"]]]);
});

test.each([
  [{}, ["gone.json"], "gone.json: there is no such file or folder."],
  [{ "plan.json": "{}" }, ["plan.json/x"], "plan.json/x: there is no such file or folder."],
  [
    {},
    ["."],
    ". holds nothing to judge: expected cdktf.out, a stack's cdk.tf.json, a saved plan, or Terraform configuration.",
  ],
  [{ "cdktf.json": "{}" }, ["."], ". is a CDKTF project that is not synthesized: run `cdktf synth` in it first."],
  [
    { "x/a.tfplan": SAVED_PLAN, "x/b.tfplan": SAVED_PLAN },
    ["x"],
    "x holds several plans (a.tfplan, b.tfplan): name the file to judge, such as x/a.tfplan.",
  ],
  [
    { "listener.zip": OTHER_ZIP },
    ["listener.zip"],
    "listener.zip is a zip file but not a saved plan: expected what `terraform show -json` prints for a plan or a state, a synthesized cdk.tf.json, or a saved plan.",
  ],
  [
    { "a.tfplan": SAVED_PLAN },
    ["a.tfplan"],
    "a.tfplan needs `terraform show -json`, but neither terraform nor tofu is in PATH. Set TERRAFORM_BINARY, or give what `terraform show -json` prints for it elsewhere.",
  ],
])("%#: what cannot be used is named, with what is expected", async (files, paths, message) => {
  await expect(read(folderWith(files as Record<string, Buffer>), paths)).rejects.toThrow(new Error(message));
});

test("everything that cannot be used is named at once", async () => {
  const cwd = folderWith({ "a.json": "{", "b.json": "{}" });
  await expect(read(cwd, ["a.json", "b.json", "gone.json"])).rejects.toMatchObject({
    problems: [expect.stringMatching(/^a\.json is not JSON/), "gone.json: there is no such file or folder."],
  });
});

test("a working folder for Terraform has to be there, whether it is needed or not", async () => {
  const cwd = folderWith({ "plan.json": "{}" });
  const around = new FakeSurroundings(cwd);
  await expect(
    readWorkspaces(["plan.json"], {
      ...around,
      config: null,
      variables: [],
      planDir: "nowhere",
      progress: new Progress(around),
    }),
  ).rejects.toThrow(new Error("--plan-dir is nowhere: there is no such folder."));
});

test("nothing piped in: says how to name a folder", async () => {
  await expect(read(folderWith(), [], "")).rejects.toThrow(
    /^standard input is empty: expected .*\. To check a folder, name it: mqesm check \.$/,
  );
});

// Windows has no such pipes.
(process.platform === "win32" ? test.skip : test)("a pipe with a name is read to its end", async () => {
  const cwd = folderWith();
  const pipe = join(cwd, "pipe");
  execFileSync("mkfifo", [pipe]);
  spawn("sh", ["-c", `echo '{"a":1}' > ${pipe}`], { stdio: "ignore" });
  expect((await read(cwd, ["pipe"]))[0]?.inputs).toEqual([{ name: "pipe", json: { a: 1 } }]);
});

test.each([
  [SAVED_PLAN, "standard input is a saved plan: name its file instead."],
  [
    '{"version": 4, "lineage": "x", "resources": []}',
    "standard input is a terraform.tfstate: name its file, or give what `terraform show -json` prints.",
  ],
])("%#: what needs Terraform cannot be piped in", async (stdin, message) => {
  await expect(read(folderWith(), [], stdin)).rejects.toThrow(new Error(message));
});

test("a folder's files are read relative to the working folder, and named as the user does", async () => {
  const cwd = folderWith(cdktf);
  const [only] = await read(cwd, [join(cwd, "cdktf.out/stacks/one")]);
  expect(only?.name).toBe(join(cwd, "cdktf.out/stacks/one"));
});
