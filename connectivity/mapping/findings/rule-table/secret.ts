import type { RuleEntry } from "../../../rules/rule";

/** Rules about the secret that a mapping logs in with. */
export const secretRules = {
  "secret-policy": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The secret's policy denies the listener's role",
    meaning: "An explicit Deny in the secret's resource policy outweighs whatever the role is allowed.",
    example:
      'resource "aws_secretsmanager_secret_policy" "broker" { # Effect = "Deny", Principal = "*"\n  secret_arn = aws_secretsmanager_secret.broker.arn\n}',
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  },
  "secret-policy-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "Whether the secret's policy denies the listener's role is not known",
    meaning: "The secret's resource policy, or a condition in it, depends on what the input does not show.",
    example: 'condition { # Effect = "Deny"\n  test     = "StringNotEquals"\n  variable = "aws:SourceVpc"\n}',
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  },
  "key-policy": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The secret's key does not admit the listener's role",
    meaning: "A KMS key of your own has to let the role decrypt: by its key policy, or by one that leaves it to IAM.",
    example: 'resource "aws_kms_key" "secrets" {\n  policy = data.aws_iam_policy_document.administrators_only.json\n}',
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  },
} as const satisfies Record<string, RuleEntry>;
