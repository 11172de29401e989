import { DONE } from "../../plan/done";
import type { HarmRule } from "../harm";

/** Resources that are such a policy, and those that have one in an argument. */
const POLICIES = [
  "aws_ecr_repository_policy",
  "aws_kms_grant",
  "aws_kms_key_policy",
  "aws_lambda_permission",
  "aws_s3_bucket_policy",
  "aws_secretsmanager_secret_policy",
  "aws_sns_topic_policy",
  "aws_sqs_queue_policy",
  "aws_vpc_endpoint_policy",
];
const CARRIERS = ["aws_kms_key", "aws_s3_bucket", "aws_sns_topic", "aws_sqs_queue", "aws_vpc_endpoint"];

/** Who may use a resource, said by the resource itself. */
export const resourcePolicyChanged: HarmRule = {
  code: "resource-policy-changed",
  kind: "access",
  title: "Who may use a resource changes",
  meaning: "A policy on the resource itself lets principals in, those of other accounts too.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
  types: [...POLICIES, ...CARRIERS],
  check(change) {
    const { address, action, type } = change;
    if (POLICIES.includes(type)) {
      const anyone = change.creates && change.after("principal") === "*" ? " It lets anyone in." : "";
      return { explanation: `${address} ${DONE[action]}.${anyone}` };
    }
    return action === "update" && change.sets("policy")
      ? { explanation: `The policy of ${address} changes.` }
      : undefined;
  },
};
