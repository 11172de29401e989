import type { RuleCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { later } from "./later";

const mapping = 'resource "aws_lambda_event_source_mapping" "orders" {';
const consume = 'data "aws_iam_policy_document" "consume" {';
const trust = 'data "aws_iam_policy_document" "trust" {';

/** Examples of the listener's role, and of its secret. */
export const roleAndSecretCompletions = {
  "role-lacks-permission": { within: consume },
  "permission-unknown": {},
  "trust-policy": { within: `${trust}\n  statement {\n    actions = ["sts:AssumeRole"]` },
  "trust-policy-unknown": {
    within: `${trust}
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
`,
    added: `
variable "account" {
  type    = string
  default = "123456789012"
}
`,
  },
  "role-unknown": { within: mapping },
  "role-lacks-logs": { within: consume },
  "basic-auth": { within: mapping },
  "basic-auth-unknown": { within: mapping, added: later("accesses", '[{ type = "BASIC_AUTH", uri = "secret" }]') },
  "secret-keys": {
    within: 'resource "aws_secretsmanager_secret_version" "login" {',
    without: ["aws_lambda_invocation.queue"],
    mended: `
resource "aws_secretsmanager_secret_version" "login" {
  secret_string = jsonencode({ username = "listener", password = var.password })
}
`,
  },
  "secret-keys-unknown": {
    without: ["aws_lambda_invocation.queue", "aws_secretsmanager_secret_version.login"],
    added: `
locals {
  secrets  = { broker = "orders/login", other = "other/login" }
  versions = { login = { secret = "broker" }, other = { secret = "other" } }
}

resource "aws_secretsmanager_secret" "this" {
  for_each = local.secrets
  name     = each.value
}
`,
    changed: `
resource "aws_secretsmanager_secret_version" "this" {
  secret_string = jsonencode({ token = var.password })
}

resource "aws_lambda_event_source_mapping" "orders" {
  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = aws_secretsmanager_secret.this["broker"].arn
  }
}

data "aws_iam_policy_document" "consume" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
`,
  },
  "secret-value": {
    without: ["aws_lambda_invocation.queue", "aws_secretsmanager_secret_version.login"],
  },
  "secret-policy": {},
  "secret-policy-unknown": {
    within: `data "aws_iam_policy_document" "secret" {
  statement {
    effect    = "Deny"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
`,
    added: `
resource "aws_secretsmanager_secret_policy" "broker" {
  secret_arn = aws_secretsmanager_secret.broker.arn
  policy     = data.aws_iam_policy_document.secret.json
}
`,
  },
  "key-policy": {
    added: `
data "aws_iam_policy_document" "administrators_only" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/administrators"]
    }
  }
}
`,
    changed: `
resource "aws_secretsmanager_secret" "broker" {
  kms_key_id = aws_kms_key.secrets.arn
}
`,
  },
} satisfies Partial<Record<RuleCode, Completion>>;
