import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { Annotations, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { configureAwsProvider } from "../modules/aws-provider";
import { federatedRole } from "../modules/federated-role";
import { gitHub, type JobKind, trustInGitHub } from "../modules/github-identity";
import { Names } from "../modules/names";
import { privateBucket } from "../modules/private-bucket";
import { remoteState } from "../modules/remote-state";
import { type Settings, variableOf } from "../modules/settings";
import { identityProvider } from "../modules/web-identity";
import { typesOfOptions } from "./permissions/option-types";
import { pipelineStatements } from "./permissions/pipeline";
import type { RoleTask } from "./permissions/terraform-statements";

/** Name of the stack that lets the repository's workflows plan and deploy. */
export const pipelineAccessId = "pipeline-access";

/** How long a job may keep a role, in seconds. Terraform waits for an hour where it replaces or destroys a stack. */
const sessions: Record<RoleTask, number> = { plan: 3_600, apply: 3 * 3_600 };

/**
 * What the workflows of the repository are to AWS: a role that plans, a role that applies, and a bucket for the plans in between.
 *
 * The role that plans is anybody's who may push a branch: GitHub gives the jobs of every pull request from the repository itself the
 * same subject, whatever their workflow does. So it changes nothing, and does not read the plans that it puts. The role that applies
 * is for jobs of one environment on the default branch.
 */
export class PipelineAccessStack extends TerraformStack {
  /** @param settings with `githubRepository` */
  constructor(scope: Construct, settings: Settings) {
    super(scope, pipelineAccessId);
    const names = new Names(settings, pipelineAccessId);
    configureAwsProvider(this, settings, pipelineAccessId);
    remoteState(settings).configure(this, settings, pipelineAccessId);
    if (settings.stateBackend !== "s3") {
      Annotations.of(this).addWarning(
        `The workflows need stateBackend=s3 (${variableOf("stateBackend")}), and it is ${settings.stateBackend}: these roles get no access to any state.`,
      );
    }

    const { accountId } = new DataAwsCallerIdentity(this, "account");
    const { partition } = new DataAwsPartition(this, "partition");
    // Bucket names are unique over all accounts, so the account is part of the default.
    const { bucket, arn } = privateBucket(this, {
      settings,
      name: settings.planBucket ?? `${settings.project}-${settings.environment}-plans-${accountId}`,
      expirationId: "expiration",
      expiration: {
        id: "expire-plans",
        expiration: [{ days: settings.planRetentionDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
      },
      policyId: "refused",
      // A plan that was put stays what it was: S3 refuses to write where something is. It cannot be sent in parts, and is small.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
      refuse: (bucketArn) => [
        {
          sid: "RefuseToOverwrite",
          effect: "Deny",
          principals: [{ type: "*", identifiers: ["*"] }],
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/*`],
          condition: [{ test: "Null", variable: "s3:if-none-match", values: ["true"] }],
        },
      ],
    });

    const provider = identityProvider(this, "github", gitHub, settings.githubOidcProvider === "existing");
    const onBranch: JobKind = `ref:refs/heads/${settings.githubBranch}`;
    const jobs: Record<RoleTask, { readonly kinds: readonly JobKind[]; readonly onBranch: boolean }> = {
      // Drift is looked for on the default branch.
      plan: { kinds: ["pull_request", onBranch], onBranch: false },
      apply: { kinds: [`environment:${settings.githubEnvironment}`], onBranch: true },
    };
    const types = typesOfOptions(settings.alarms);
    const arns = (["plan", "apply"] as const).map((task) =>
      federatedRole(this, task, {
        name: `${names.prefix}-${task}`,
        description: `Jobs of ${settings.githubRepository} that ${task}`,
        trust: trustInGitHub(settings, provider, jobs[task].kinds, jobs[task].onBranch),
        statements: pipelineStatements(task, { settings, types, partition, account: accountId, plans: arn }),
        maxSessionDuration: sessions[task],
      }),
    );

    this.output("plan_role_arn", "Role of jobs that plan", arns[0]);
    this.output("apply_role_arn", "Role of jobs that apply", arns[1]);
    this.output("plan_bucket", "Bucket for plans that wait for approval", bucket);
  }

  private output(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { staticId: true, description, value });
  }
}
