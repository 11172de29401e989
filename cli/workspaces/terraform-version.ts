import { basename } from "node:path";
import type { WantedVersion } from "../../hcp/workspaces/index";
import { Mistake } from "../mistake";
import { terraformBinary } from "../terraform/binary";
import { reasonIn, runTerraform, whyNoTerraform } from "../terraform/run";

/** @throws Mistake where none is given, and there is none here */
export async function wantedVersion(given: string | null, cwd: string, env: NodeJS.ProcessEnv): Promise<WantedVersion> {
  if (given !== null) return { text: given, anyPatch: false };
  const remedy = "Say with --terraform-version which version the workspaces are to have.";
  const binary = terraformBinary(env);
  // Its versions are not Terraform's, and HCP Terraform does not run it.
  if (binary !== null && /^tofu\b/.test(basename(binary))) {
    throw new Mistake([`Terraform's version is not known, for there is only OpenTofu here. ${remedy}`]);
  }
  if (binary === null) throw new Mistake([`Terraform's version is not known, for ${whyNoTerraform(env)}. ${remedy}`]);
  const { output, errors, code } = await runTerraform(binary, ["version", "-json"], cwd, env);
  if (code !== 0)
    throw new Mistake([`\`${binary} version\` failed: ${reasonIn(errors) || `exit code ${code}`}. ${remedy}`]);
  return { text: JSON.parse(output.toString("utf8")).terraform_version, anyPatch: true };
}
