import type { ReasonCode, RuleCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { later } from "./later";

const broker = 'resource "aws_mq_broker" "orders" {';
/** It may set a password inside RabbitMQ. */
const setter = "aws_lambda_invocation.queue";

/** Examples that change what exists. */
export const updateCompletions = {
  "endpoint-destroyed": { before: {}, without: ["aws_vpc_endpoint.sts"] },
  "update-order": { before: { within: broker }, within: broker },
  "security-groups-changed": {
    before: { within: broker },
    within: broker,
    added: `
resource "aws_security_group" "another" {
  vpc_id = aws_vpc.main.id
}
`,
    changed: `
resource "aws_mq_broker" "orders" {
  security_groups = [aws_security_group.another.id]
}
`,
  },
  "login-changed": {
    before: { within: broker, without: [setter] },
    without: [setter],
    within: broker,
    changed: `
variable "password" {
  default = "battery-staple-correct"
}
`,
  },
  "login-unknown": {
    before: { without: [setter] },
    without: [setter],
    added: later("login", '"{}"'),
    changed: `
resource "aws_secretsmanager_secret_version" "login" {
  secret_string = local.login
}
`,
  },
  "broker-replaced": {
    before: {},
    changed: `
resource "aws_mq_broker" "orders" {
  broker_name = "another"
}
`,
  },
  "broker-reboots": { before: { within: broker }, within: broker },
  "broker-waits": { before: { within: broker }, within: broker },
  "patch-level": {
    before: { within: broker },
    within: broker,
  },
  "name-taken": {
    before: {},
    changed: `
resource "aws_security_group" "broker" {
  description = "Another description"
}
`,
  },
  "destroy-order": {
    before: {},
    without: ["aws_lambda_event_source_mapping.orders", "aws_lambda_function.listener", "aws_iam_role_policy.consume"],
  },
} satisfies Partial<Record<ReasonCode | RuleCode, Completion>>;
