import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { describeWithTerraform } from "../support/describe-terraform";
import { optionIds } from "../support/expected-network";
import { ProjectCopy } from "../support/project-copy";
import { runApp } from "../support/run-app";

const run = promisify(execFile);
const lockFile = ".terraform.lock.hcl";

describeWithTerraform("the provider lock file that a team commits", ({ binary, env, mirror }) => {
  const project = new ProjectCopy();
  afterAll(() => project.remove());

  const stacks = [...optionIds, "state-bucket"];
  const inStack = (id: string) => project.path("cdktf.out", "stacks", id, lockFile);
  const lockProviders = (...options: readonly string[]) =>
    run(process.execPath, ["bundle-and-run.cjs", "stacks/lock-providers.ts", ...options], {
      cwd: project.folder,
      env: { ...env, TERRAFORM_BINARY: binary },
    });
  const init = (id: string) =>
    run(binary, ["init", "-backend=false", "-lockfile=readonly", "-no-color"], {
      cwd: project.path("cdktf.out", "stacks", id),
      env,
    });

  test("without one, no stack has any", async () => {
    await runApp(project);
    expect(stacks.filter((id) => existsSync(inStack(id)))).toEqual([]);
  }, 60_000);

  test("the command writes it, for the machine's own platform where providers come from a mirror", async () => {
    const { stdout } = await lockProviders(...(mirror === undefined ? [] : [`-fs-mirror=${mirror}`]));
    expect(stdout).toContain(`\n${lockFile} is written: commit it. npm run synth puts it into each stack's folder.\n`);
    expect(readFileSync(project.path(lockFile), "utf8")).toMatch(
      /^provider "registry\.(terraform\.io|opentofu\.org)\/hashicorp\/aws" \{\n {2}version {5}= "[56]\./m,
    );
  }, 300_000);

  test("synthesizing puts it into each stack's folder, and each init is content with it", async () => {
    await runApp(project);
    const committed = readFileSync(project.path(lockFile), "utf8");
    for (const id of stacks) {
      expect(readFileSync(inStack(id), "utf8")).toBe(committed);
      await init(id);
    }
  }, 300_000);

  test("an init takes nothing else than what it locks", async () => {
    const committed = readFileSync(project.path(lockFile), "utf8");
    writeFileSync(project.path(lockFile), committed.replace(/h1:./g, "h1:A").replace(/^ *"zh:.*\n/gm, ""));
    await runApp(project);
    await expect(init("option-4-isolated")).rejects.toThrow("checksums");
    writeFileSync(project.path(lockFile), committed);
  }, 120_000);

  test("locking again changes nothing, and what cannot be locked leaves it as it was", async () => {
    const committed = readFileSync(project.path(lockFile), "utf8");
    if (mirror !== undefined) {
      await lockProviders(`-fs-mirror=${mirror}`);
      expect(readFileSync(project.path(lockFile), "utf8")).toBe(committed);
    }
    const failed = await lockProviders(`-fs-mirror=${project.path("stacks")}`, "-upgrade").catch((error) => error);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain(
      `${lockFile} is as it was. Where providers come from a mirror, name it: -fs-mirror=FOLDER or -net-mirror=URL.\n`,
    );
    expect(readFileSync(project.path(lockFile), "utf8")).toBe(committed);
  }, 120_000);

  test("an option that is none", async () => {
    const failed = await lockProviders("-upgrde", "-platform").catch((error) => error);
    expect({ code: failed.code, stderr: failed.stderr }).toEqual({
      code: 2,
      stderr:
        "-upgrde -platform is no option: expected -upgrade, -platform=OS_ARCH, -fs-mirror=FOLDER or -net-mirror=URL. " +
        "See https://developer.hashicorp.com/terraform/cli/commands/providers/lock\n",
    });
  });

  test("a Terraform that there is not", async () => {
    const failed = await run(process.execPath, ["bundle-and-run.cjs", "stacks/lock-providers.ts"], {
      cwd: project.folder,
      env: { ...env, TERRAFORM_BINARY: project.path("terraform") },
    }).catch((error) => error);
    expect({ code: failed.code, stderr: failed.stderr }).toEqual({
      code: 2,
      stderr:
        `${project.path("terraform")} cannot be run: locking providers needs Terraform 1.11 or OpenTofu 1.10, in PATH or named by TERRAFORM_BINARY. ` +
        "See https://developer.hashicorp.com/terraform/install\n",
    });
  });
});
