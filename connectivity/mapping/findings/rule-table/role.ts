import type { RuleEntry } from "../../../rules/rule";

const MQ_PERMISSIONS = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

/** Rules about the listener's role. */
export const roleRules = {
  "role-lacks-permission": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The listener's role lacks a permission",
    meaning:
      'Lambda polls with the function\'s role: mq:DescribeBroker on the broker, secretsmanager:GetSecretValue on the secret, and, for a private broker, six ec2 actions on "*". kms:Decrypt as well when the secret is encrypted with a key of your own.',
    example:
      'statement {\n  actions   = ["ec2:CreateNetworkInterface"]\n  resources = [aws_mq_broker.orders.arn] # "*" needed\n}',
    source: MQ_PERMISSIONS,
  },
  "permission-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "Whether the listener's role has a permission is not known",
    meaning:
      'A policy of the role, or what it says, is not in the input or known after apply only. Policies written as data "aws_iam_policy_document" can be read from a plan; jsonencode over values that are not known yet cannot.',
    example:
      'resource "aws_iam_role_policy" "consume" {\n  role   = aws_iam_role.listener.name\n  policy = jsonencode({ Statement = [{ Resource = aws_mq_broker.orders.arn, ... }] })\n}',
    source: "https://developer.hashicorp.com/terraform/internals/json-format",
  },
  "trust-policy": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "Lambda may not assume the listener's role",
    meaning: "The role's trust policy has to allow sts:AssumeRole to the service principal lambda.amazonaws.com.",
    example:
      'principals {\n  type        = "Service"\n  identifiers = ["ec2.amazonaws.com"] # lambda.amazonaws.com needed\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
  "trust-policy-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "Whether Lambda may assume the listener's role is not known",
    meaning: "The role's trust policy, or a condition in it, depends on what the input does not show.",
    example:
      'condition {\n  test     = "StringEquals"\n  variable = "aws:SourceAccount"\n  values   = [var.account]\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
  "role-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "The function or its role is not in the input",
    meaning:
      "The listener's role decides whether Lambda can poll. Add the state or plan of the workspace that holds it.",
    example: 'function_name = "arn:aws:lambda:eu-west-1:123456789012:function:orders"',
    source: MQ_PERMISSIONS,
  },
  "role-lacks-logs": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "The listener cannot write its log",
    meaning: "Without logs:CreateLogStream and logs:PutLogEvents the function runs, and nobody sees what it says.",
    example: 'statement {\n  actions   = ["mq:DescribeBroker"] # no logs:PutLogEvents anywhere\n  resources = ["*"]\n}',
    source: MQ_PERMISSIONS,
  },
} as const satisfies Record<string, RuleEntry>;
