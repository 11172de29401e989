import type { RuleEntry } from "../../../rules/rule";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";

/** Rules about the secret that a mapping logs in with. */
export const secretRules = {
  "basic-auth": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The mapping does not name a secret",
    meaning:
      "RabbitMQ always authenticates: one source_access_configuration of type BASIC_AUTH with a Secrets Manager secret's ARN.",
    example: 'source_access_configuration {\n  type = "VIRTUAL_HOST" # and no BASIC_AUTH\n  uri  = "/"\n}',
    source: WITH_MQ,
  },
  "basic-auth-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "Whether the mapping names a secret is not known",
    meaning:
      "The mapping's source_access_configuration is not shown, such as from a dynamic block over unknown values.",
    example: 'dynamic "source_access_configuration" {\n  for_each = local.accesses\n}',
    source: WITH_MQ,
  },
  "secret-keys": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The secret's value is not what Lambda reads",
    meaning: 'Lambda expects a JSON object with the keys "username" and "password".',
    example: 'secret_string = jsonencode({ user = "listener", pass = var.password })',
    source: "https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts",
  },
  "secret-keys-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "Whether the secret's value is what Lambda reads is not known",
    meaning: "A version that may be this secret's, or another's, has no username and password.",
    example:
      'resource "aws_secretsmanager_secret_version" "this" {\n  for_each  = local.versions\n  secret_id = aws_secretsmanager_secret.this[each.value.secret].id\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  },
  "secret-value": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "Nothing here puts a value into the secret",
    meaning: "The mapping cannot log in until the secret has a value. Something outside this input may put it there.",
    example: 'resource "aws_secretsmanager_secret" "broker" {} # and no aws_secretsmanager_secret_version',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  },
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
