import { join } from "node:path";
import { run } from "../../../cli/run";
import { folderWith, OTHER_ZIP, SAVED_PLAN } from "../folders";
import { FakeSurroundings } from "../surroundings";

async function ended(argv: string[], files: Parameters<typeof folderWith>[0] = {}) {
  const around = new FakeSurroundings(folderWith(files));
  const code = await run(["plan-digest", ...argv], around);
  return { code, written: around.written, complained: around.complained.replaceAll(around.cwd, "<cwd>") };
}

const mistake = (...messages: string[]) => ({
  code: 2,
  written: "",
  complained: messages.map((message) => `mqesm: ${message}\n`).join(""),
});

test("--help says every exit code", async () => {
  const { code, written } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(written.split("Exit codes\n")[1]?.split("\n\n")[0]).toBe(
    `  0   the digest is written, or everything is as it was when it was written
  1   something is not as it was; the output names it
  2   the command or its input cannot be used; the message names it and what is expected`,
  );
});

test.each([
  [
    [],
    [
      "no plan is named: give the file that `terraform plan -out=FILE` wrote.",
      "give either --write or --check. See mqesm plan-digest --help.",
    ],
  ],
  [["a", "--write", "x", "--check", "y"], ["give either --write or --check. See mqesm plan-digest --help."]],
  [["a", "b", "--write", "x"], ["b is too much: one plan at a time. See mqesm plan-digest --help."]],
  [["a", "--write="], ["--write is empty: it needs a value. See mqesm plan-digest --help."]],
  [["a", "--wirte", "x"], ["Unknown option '--wirte'. See mqesm plan-digest --help."]],
])("%j is a mistake", async (argv, messages) => {
  expect(await ended(argv)).toEqual(mistake(...messages));
});

test("a plan that is not there", async () => {
  expect(await ended(["gone.tfplan", "--write", "d.json"])).toEqual(
    mistake("gone.tfplan cannot be read (ENOENT): give the file that `terraform plan -out=FILE` wrote."),
  );
});

test.each([
  ["a zip of something else", OTHER_ZIP],
  ["what HCP Terraform leaves", '{"remote_plan_format":1}'],
])("no saved plan: %s", async (_, content) => {
  expect(await ended(["p", "--write", "d.json"], { p: content })).toEqual(
    mistake(
      "p is no saved plan: give the file that `terraform plan -out=FILE` wrote. (With HCP Terraform that file only points to a plan that is kept there.)",
    ),
  );
});

test("a plan that is cut off", async () => {
  expect(await ended(["p", "--write", "d.json"], { p: SAVED_PLAN })).toEqual(
    mistake("p is no plan that can be read: give the file that `terraform plan -out=FILE` wrote."),
  );
});

test("a folder that is not there", async () => {
  expect(await ended(["p", "--write", "d.json", "--folder", "gone"], { p: SAVED_PLAN })).toEqual(
    mistake("gone: there is no such file or folder."),
  );
});

test.each([
  ["text", "no JSON"],
  ["another JSON", "{}"],
])("no digest: %s", async (_, content) => {
  expect(await ended(["p", "--check", "d.json"], { p: SAVED_PLAN, "d.json": content })).toEqual(
    mistake("d.json is no digest, or was changed: give the file that `mqesm plan-digest --write` wrote."),
  );
});

test("without Terraform", async () => {
  const digest = join(__dirname, "digest.json");
  expect(await ended(["p", "--check", digest], { p: SAVED_PLAN })).toEqual(
    mistake("Terraform is needed, but neither terraform nor tofu is in PATH. Set TERRAFORM_BINARY."),
  );
});
