import { execFile } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { run } from "../../../cli/run";
import { planDigest, type StateMark, sha256 } from "../../../plan-review/digest/plan-digest";
import { describeWithTerraform } from "../../support/describe-terraform";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const execute = promisify(execFile);

const SECRET = "hunter2-never-to-be-seen";

/** A stack that rests on a zip, as a function does, and has secrets where a plan can hold them. */
const STACK = {
  "stack/main.tf": `
    terraform {
      backend "local" {
        path = "../state/stack.tfstate"
      }
    }
    variable "release" { default = "one" }
    variable "password" {
      sensitive = true
      default   = "${SECRET}"
    }
    resource "terraform_data" "function" {
      input = { release = var.release, code = filesha256("assets/listener.zip"), password = var.password }
    }
    variable "unmarked" { default = "${SECRET}" }
    resource "terraform_data" "other" { input = var.release }
    resource "terraform_data" "careless" {
      input            = "${SECRET} \${var.release}"
      triggers_replace = [var.unmarked]
    }
    check "careless" {
      assert {
        condition     = terraform_data.careless.input == ""
        error_message = "It is ${SECRET}."
      }
    }
    output "password" {
      value     = var.password
      sensitive = true
    }
  `,
  "stack/assets/listener.zip": "the function's code",
  "stack/.terraform.lock.hcl": "# Committed by the team.\n",
};

describeWithTerraform("a plan between its review and its apply", ({ binary, env }) => {
  /** Applied once, planned again, and its digest written. */
  let made: string;
  /** The state that it was planned of. */
  let planned: StateMark;

  const terraform = (project: string, ...args: string[]) => execute(binary, args, { cwd: join(project, "stack"), env });

  const plan = (project: string, name: string, ...args: string[]) =>
    terraform(project, "plan", `-out=${name}`, "-lock=false", ...args);

  async function mqesm(project: string, ...argv: string[]) {
    const around = new FakeSurroundings(join(project, "stack"), { env: { ...env, TERRAFORM_BINARY: binary } });
    const code = await run(["plan-digest", ...argv], around);
    expect(around.written + around.complained).not.toContain(SECRET);
    return { code, written: around.written, complained: around.complained };
  }

  const check = (project: string, name = "plan.tfplan") => mqesm(project, name, "--check", "digest.json");

  const refused = (...reasons: string[]) => ({
    code: 1,
    written: ["plan.tfplan must not be applied:", ...reasons.map((reason) => `  - ${reason}`), ""].join("\n"),
    complained: "",
  });

  /** What is said of the state, with the serial that Terraform itself says it has. */
  async function movedOn(project: string): Promise<string> {
    const { serial } = await state(project);
    expect(serial).toBeGreaterThan(planned.serial);
    return `The state has moved on: it has serial ${serial}, and the plan was made of serial ${planned.serial}. Something was applied in between, and Terraform refuses the plan as stale: plan again.`;
  }

  const state = async (project: string): Promise<StateMark> =>
    JSON.parse((await terraform(project, "state", "pull")).stdout);

  /** The same, for one test to change something in. */
  function copy(): string {
    const project = folderWith();
    cpSync(made, project, { recursive: true });
    return project;
  }

  function changeOneByte(project: string, name: string): void {
    const path = join(project, "stack", name);
    const bytes = readFileSync(path);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  }

  beforeAll(async () => {
    made = folderWith(STACK);
    await terraform(made, "init");
    await terraform(made, "apply", "-auto-approve");
    planned = await state(made);
    await plan(made, "plan.tfplan", "-var=release=two");
    const { code, written } = await mqesm(made, "plan.tfplan", "--write", "digest.json");
    expect([code, written]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(
          `^plan\\.tfplan sha256:[0-9a-f]{64} \\(files: 3, Terraform \\d+\\.\\d+\\.\\d+, state's serial ${planned.serial}\\)\n$`,
        ),
      ),
    ]);
  }, 60_000);

  test("the digest holds hashes and names, and no value", () => {
    const text = readFileSync(join(made, "stack/digest.json"), "utf8");
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(JSON.parse(text)).toEqual({
      format: 1,
      digest: hash,
      plan: hash,
      files: { ".terraform.lock.hcl": hash, "assets/listener.zip": hash, "main.tf": hash },
      terraform: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      state: { lineage: planned.lineage, serial: planned.serial },
      meaning: hash,
    });
    expect(text).not.toContain(SECRET);
  });

  test("untouched, it is what was reviewed, and Terraform applies it; then it is stale", async () => {
    const project = copy();
    expect(await check(project)).toEqual({
      code: 0,
      written: expect.stringMatching(/: everything is as it was when the plan was made\n$/),
      complained: "",
    });
    await terraform(project, "apply", "plan.tfplan");
    expect(await check(project)).toEqual(refused(await movedOn(project)));
  }, 60_000);

  test.each([
    [
      "plan.tfplan",
      "plan.tfplan is not the plan that was reviewed. Terraform cannot read it. Apply the one that was reviewed, or plan again and have that reviewed.",
    ],
    [
      "assets/listener.zip",
      "assets/listener.zip is not the same: a function's code is read from it while applying, so that other code would be deployed.",
    ],
    [
      ".terraform.lock.hcl",
      ".terraform.lock.hcl is not the same: other versions of the providers may be used than those that were reviewed.",
    ],
    ["main.tf", "main.tf is not the same: it is not what was reviewed, or not what the plan was made from."],
  ])(
    "one byte of %s changed is refused with its name",
    async (name, reason) => {
      const project = copy();
      changeOneByte(project, name);
      expect(await check(project)).toEqual(refused(reason));
    },
    60_000,
  );

  test("a plan of something else is not passed off as one of this folder", async () => {
    const project = copy();
    const path = join(project, "stack/main.tf");
    const reviewed = readFileSync(path, "utf8");
    writeFileSync(path, `${reviewed}\nresource "terraform_data" "stranger" {}\n`);
    await plan(project, "plan.tfplan", "-var=release=two");
    const digest = await mqesm(project, "plan.tfplan", "--write", "digest.json");
    writeFileSync(path, reviewed);
    const reason =
      "plan.tfplan was not made from main.tf as the folder has it: plan again there, and have that reviewed.";
    expect(await mqesm(project, "plan.tfplan", "--write", "other.json")).toEqual({
      code: 2,
      written: "",
      complained: `mqesm: ${reason}\n`,
    });
    // The record is made to fit the folder, as who passes a plan off would do.
    const { format, digest: _, ...parts } = JSON.parse(readFileSync(join(made, "stack/digest.json"), "utf8"));
    const forged = planDigest({ ...parts, plan: sha256(readFileSync(join(project, "stack/plan.tfplan"))) });
    writeFileSync(join(project, "stack/digest.json"), JSON.stringify(forged));
    expect([digest.code, format]).toEqual([0, 1]);
    expect(await check(project)).toEqual(refused(reason));
  }, 60_000);

  test("a state that has moved on is refused by Terraform, and both serials are named", async () => {
    const project = copy();
    await terraform(project, "apply", "-auto-approve", "-var=release=three", "-target=terraform_data.other");
    expect(await check(project)).toEqual(refused(await movedOn(project)));
    await expect(terraform(project, "apply", "plan.tfplan")).rejects.toMatchObject({
      stderr: expect.stringContaining("Saved plan is stale"),
    });
  }, 60_000);

  test("a plan made anew is another one, and means the same; one of something else does not", async () => {
    const project = copy();
    const said = async (name: string) => (await check(project, name)).written;
    await plan(project, "again.tfplan", "-var=release=two");
    rmSync(join(project, "stack/plan.tfplan"));
    expect(await said("again.tfplan")).toContain(
      "again.tfplan is not the plan that was reviewed. It does the same, as far as can be told without sensitive values.",
    );
    await plan(project, "again.tfplan", "-var=release=three");
    expect(await said("again.tfplan")).toContain("It does something else.");
  }, 60_000);

  test("a state that cannot be read is told, where nothing else is", async () => {
    const project = copy();
    rmSync(join(project, "stack/.terraform"), { recursive: true });
    const { code, written, complained } = await check(project);
    expect([code, written]).toEqual([2, ""]);
    expect(complained).toMatch(/^mqesm: `terraform state pull` failed in .*: Error: Backend initialization required/);
  }, 60_000);

  test("a link to a folder hides files, and is refused", async () => {
    const project = copy();
    symlinkSync(join(project, "state"), join(project, "stack/linked"));
    const { code, complained } = await check(project);
    expect(code).toBe(2);
    expect(complained).toMatch(
      /linked is a link to a folder, whose files would not be compared: put the files there themselves\.\n$/,
    );
  });
});
