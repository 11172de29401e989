import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Settings } from "../../modules/settings";
import type { Scope } from "./policies";
import { type RoleTask, terraformStatements } from "./terraform-statements";

interface Place {
  readonly settings: Settings;
  /** Types of resources and data sources that the stacks hold. */
  readonly types: readonly string[];
  readonly partition: string;
  readonly account: string;
  /** ARN of the bucket of the plans. */
  readonly plans: string;
}

/** What ids of options begin with: what is named after them is theirs, and the roles of the workflows themselves are not. */
export const optionPrefix = "option-";

/**
 * What the role for one task may do, in parts by the names of their policies: what Terraform calls for the options, on what is
 * theirs and in their Region alone, the state, and the plans.
 */
export function pipelineStatements(
  task: RoleTask,
  place: Place,
): Readonly<Record<string, DataAwsIamPolicyDocumentStatement[]>> {
  const { settings, types, partition, account } = place;
  const scope: Scope = {
    partition,
    region: settings.region,
    account,
    names: `${settings.project}-${settings.environment}-${optionPrefix}*`,
    // None of the options has a bucket, or an identity provider.
    bucket: "",
    issuer: "",
  };
  const state = stateStatements(task, place);
  return {
    ...terraformStatements(task, types, scope),
    ...(state.length === 0 ? {} : { state }),
    plans: [planStatement(task, place), ...keyStatements(settings)],
  };
}

/**
 * The state of the options alone: that of this stack would be a way to its roles. Planning takes no lock: who may take one may keep
 * it, or break that of an apply. A plan of a state that is being changed is stale, and Terraform refuses it.
 */
function stateStatements(task: RoleTask, { settings, partition }: Place): DataAwsIamPolicyDocumentStatement[] {
  const { stateBackend, stateBucket, project, environment } = settings;
  if (stateBackend !== "s3") return [];
  const bucket = `arn:${partition}:s3:::${stateBucket}`;
  const state = `${bucket}/${project}/${environment}/${optionPrefix}*.tfstate`;
  const read = [
    // Without it S3 does not say that there is no state yet, but that it is forbidden.
    { actions: ["s3:ListBucket"], resources: [bucket] },
    { actions: ["s3:GetObject"], resources: [state] },
  ];
  if (task === "plan") return read;
  return [
    ...read,
    { actions: ["s3:PutObject"], resources: [state] },
    { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resources: [`${state}.tflock`] },
  ];
}

function planStatement(task: RoleTask, { plans }: Place): DataAwsIamPolicyDocumentStatement {
  return { actions: [task === "plan" ? "s3:PutObject" : "s3:GetObject"], resources: [`${plans}/*`] };
}

/** The key of state and plans, where it is one of the user's own. S3 asks for both to write, and for the first to read. */
function keyStatements({ stateKmsKeyArn }: Settings): DataAwsIamPolicyDocumentStatement[] {
  return stateKmsKeyArn === undefined
    ? []
    : [{ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [stateKmsKeyArn] }];
}
