import { terraformBinary } from "../../cli/terraform/binary";
import { terraformEnvironment as search, type TerraformEnvironment } from "../../rehearsal/terraform/environment";

/** The AWS provider that stacks are tested with: `AWS_PROVIDER_VERSION`, or the range that they allow. */
export const awsProvider = {
  source: "hashicorp/aws",
  version: process.env.AWS_PROVIDER_VERSION ?? ">= 5.100.0, < 7.0.0",
} as const;

let found: TerraformEnvironment | undefined;

/** How tests and scripts run Terraform. Looked up once a process. */
export function terraformEnvironment(): TerraformEnvironment {
  found ??= search(terraformBinary());
  return found;
}
