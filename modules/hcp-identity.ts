import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Settings } from "./settings";
import { type TokenIssuer, trustInTokens } from "./web-identity";

/** What a run of HCP Terraform does, by the name that its token gives it. */
export type RunPhase = "plan" | "apply";

/** The project that every organization has from its beginning. */
const firstProject = "Default Project";

/** Who issues the tokens of runs: HCP Terraform, or an installation of Terraform Enterprise. */
export function hcpTerraform({ stateHostname }: Pick<Settings, "stateHostname">): TokenIssuer {
  // The audience where no workspace sets TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE.
  return { host: stateHostname, audience: "aws.workload.identity" };
}

/**
 * Lets one phase of one workspace's runs assume a role.
 *
 * @param provider ARN of the account's provider for HCP Terraform
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export function trustInRuns(
  settings: Pick<Settings, "stateHostname" | "stateOrganization" | "stateProject">,
  provider: string,
  workspace: string,
  phase: RunPhase,
): DataAwsIamPolicyDocumentStatement {
  const { stateOrganization, stateProject = firstProject } = settings;
  return trustInTokens(hcpTerraform(settings), provider, [
    `organization:${stateOrganization}:project:${stateProject}:workspace:${workspace}:run_phase:${phase}`,
  ]);
}
