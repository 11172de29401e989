import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";

/**
 * Terraform's lock file as the team commits it, at the top of the project: which versions of the providers are used, and their
 * checksums.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export const providerLockFile = ".terraform.lock.hcl";

/**
 * Copies the committed lock file into each stack's folder, where every `terraform init` heeds it, HCP Terraform's too. Where the
 * team commits none, each init chooses the newest version that the stacks allow.
 */
export function placeProviderLock({ outdir, manifest }: App): void {
  if (existsSync(providerLockFile)) {
    for (const { workingDirectory } of Object.values(manifest.stacks)) {
      copyFileSync(providerLockFile, join(outdir, workingDirectory, providerLockFile));
    }
  }
}
