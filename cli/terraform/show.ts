import { Mistake } from "../mistake";
import { terraformBinary } from "./binary";
import { reasonIn, runTerraform, whyNoTerraform } from "./run";

export interface ShowRequest {
  /** Absolute path of a saved plan or a stored state. */
  readonly file: string;
  /** How the user named it. */
  readonly name: string;
  /** The initialised working folder: Terraform reads providers' schemas there. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * What `terraform show -json` prints for a saved plan or a stored state.
 *
 * @throws Mistake when there is no Terraform, or when it cannot show the file.
 */
export async function terraformShow({ file, name, folder, env }: ShowRequest): Promise<Buffer> {
  const binary = terraformBinary(env);
  if (binary === null) {
    throw new Mistake([
      `${name} needs \`terraform show -json\`, but ${whyNoTerraform(env)}. Set TERRAFORM_BINARY, or give what \`terraform show -json\` prints for it elsewhere.`,
    ]);
  }
  const { output, errors, code } = await runTerraform(binary, ["show", "-json", "-no-color", file], folder, env);
  if (code === 0) return output;
  throw new Mistake([
    `${name} needs \`terraform show -json\`, which failed in ${folder}: ${reasonIn(errors) || `exit code ${code}`}\n` +
      "  Run it where `terraform init` has been run for this plan's configuration, with the Terraform that made it: name that folder with --plan-dir.",
  ]);
}
