import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { configureAwsProvider } from "../modules/aws-provider";
import { federatedRole } from "../modules/federated-role";
import { hcpTerraform, trustInRuns } from "../modules/hcp-identity";
import { Names } from "../modules/names";
import { localState, workspaceOf } from "../modules/remote-state";
import type { Settings } from "../modules/settings";
import { identityProvider } from "../modules/web-identity";
import { optionsOf } from "./catalogue";
import { typesOfOption } from "./permissions/option-types";
import { typesOfRunTask } from "./permissions/run-task-types";
import { type RoleTask, terraformStatements } from "./permissions/terraform-statements";
import { runTaskId } from "./run-task";

/** Name of the stack that lets runs of HCP Terraform plan and deploy. */
export const hcpAccessId = "hcp-access";

/**
 * What the runs of HCP Terraform are to AWS: a role for each workspace that plans, and one that applies. HCP calls them dynamic
 * credentials. Each role is for what is in its own workspace, by name, and for one phase of its runs: whoever may start a plan gets
 * what reads, and an apply is what somebody confirmed.
 *
 * Its own state stays local: a run of HCP's cannot make the roles that it needs itself.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export class HcpAccessStack extends TerraformStack {
  /** @param settings with `hcpOidcProvider`, `stateOrganization` and the backend `cloud` */
  constructor(scope: Construct, settings: Settings) {
    super(scope, hcpAccessId);
    const names = new Names(settings, hcpAccessId);
    configureAwsProvider(this, settings, hcpAccessId);
    localState.configure(this, settings, hcpAccessId);

    const { accountId } = new DataAwsCallerIdentity(this, "account");
    const { partition } = new DataAwsPartition(this, "partition");
    const provider = identityProvider(
      this,
      "hcp-terraform",
      hcpTerraform(settings),
      settings.hcpOidcProvider === "existing",
    );
    const arns: Record<RoleTask, Record<string, string>> = { plan: {}, apply: {} };
    for (const { id, types } of deployedByRuns(settings)) {
      const workspace = workspaceOf(settings, id);
      const scope = {
        partition,
        region: settings.region,
        account: accountId,
        names: `${workspace}*`,
        // None of them has a bucket, or an identity provider.
        bucket: "",
        issuer: "",
      };
      for (const task of ["plan", "apply"] as const) {
        arns[task][workspace] = federatedRole(this, `${id}-${task}`, {
          name: `${names.prefix}-${id}-${task}`,
          description: `Runs of the workspace ${workspace} that ${task}`,
          trust: trustInRuns(settings, provider, workspace, task),
          statements: terraformStatements(task, types, scope),
        });
      }
    }

    for (const task of ["plan", "apply"] as const) {
      new TerraformOutput(this, `${task}_role_arns`, {
        staticId: true,
        description: `Role that runs ${task} with, by workspace: its TFC_AWS_${task.toUpperCase()}_ROLE_ARN`,
        value: arns[task],
      });
    }
  }
}

/** The stacks that have a workspace, and the types of what is in them. */
function deployedByRuns(settings: Settings) {
  const { alarms, runTask } = settings;
  return [
    ...optionsOf(settings).map((option) => ({ id: option.id, types: typesOfOption(option, alarms) })),
    ...(runTask ? [{ id: runTaskId, types: typesOfRunTask() }] : []),
  ];
}
