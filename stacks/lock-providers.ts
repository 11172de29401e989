import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { providerVersions } from "../modules/aws-provider";
import { isMistake, Mistake } from "../modules/mistake";
import { providerLockFile } from "../modules/provider-lock";

// npm run lock-providers: makes or updates the lock file that a team commits, by `terraform providers lock`.

/** What this project's machines are, in Terraform's names. From the registry, all of them are locked. */
const platforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

/** Options of `terraform providers lock` that may be given. */
const passedOn = /^-(platform|fs-mirror|net-mirror)=./;

try {
  process.exitCode = lockProviders(process.argv.slice(3));
} catch (error) {
  if (!isMistake(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 2;
}

/** The exit code of Terraform. */
function lockProviders(options: readonly string[]): number {
  const strange = options.filter((option) => option !== "-upgrade" && !passedOn.test(option));
  if (strange.length > 0) {
    throw new Mistake(
      `${strange.join(" ")} is no option: expected -upgrade, -platform=OS_ARCH, -fs-mirror=FOLDER or -net-mirror=URL. ` +
        "See https://developer.hashicorp.com/terraform/cli/commands/providers/lock",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "lock-providers-"));
  try {
    const aws = { source: "hashicorp/aws", version: providerVersions };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    if (existsSync(providerLockFile) && !options.includes("-upgrade")) {
      copyFileSync(providerLockFile, join(folder, providerLockFile));
    }
    const given = options
      .filter((option) => option !== "-upgrade")
      .map((option) => option.replace(/^(-fs-mirror)=(.+)$/, (_, name, mirror) => `${name}=${resolve(mirror)}`));
    // A filesystem mirror seldom holds other platforms than its machine's own, which is Terraform's default.
    const chosen = given.length > 0 ? given : platforms.map((platform) => `-platform=${platform}`);
    const status = terraform(folder, ["providers", "lock", ...chosen]);
    if (status !== 0) {
      console.error(
        `${providerLockFile} is as it was. Where providers come from a mirror, name it: -fs-mirror=FOLDER or -net-mirror=URL.`,
      );
      return status;
    }
    copyFileSync(join(folder, providerLockFile), providerLockFile);
    console.log(`${providerLockFile} is written: commit it. npm run synth puts it into each stack's folder.`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs what `TERRAFORM_BINARY` names, else Terraform, else OpenTofu. */
function terraform(folder: string, args: readonly string[]): number {
  const named = process.env.TERRAFORM_BINARY;
  for (const binary of named ? [named] : ["terraform", "tofu"]) {
    const { status, error } = spawnSync(binary, args, { cwd: folder, stdio: "inherit" });
    if (error === undefined) {
      return status ?? 1;
    }
  }
  throw new Mistake(
    `${named ?? "terraform"} cannot be run: locking providers needs Terraform 1.11 or OpenTofu 1.10, in PATH or named by TERRAFORM_BINARY. ` +
      "See https://developer.hashicorp.com/terraform/install",
  );
}
