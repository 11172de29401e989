import type { RuleCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { later } from "./later";
import { READ, REFUSED } from "./unplanned";

const mapping = 'resource "aws_lambda_event_source_mapping" "orders" {';
const listener = 'resource "aws_lambda_function" "listener" {';

/** Examples of the mapping, its function, and the network around. */
export const mappingCompletions = {
  queues: { within: mapping },
  "source-access-type": { within: mapping },
  "batch-size": { within: mapping },
  "batching-window": { within: mapping },
  "unsupported-argument": { within: mapping },
  "mapping-unknown": {
    within: mapping,
    added: `
resource "terraform_data" "settings" {
  input            = { batch_size = 10 }
  triggers_replace = timestamp()
}
`,
  },
  "provisioned-poller": { within: mapping },
  "self-managed-event-source": { within: mapping },
  "mapping-disabled": { within: mapping },
  "function-missing": { unplanned: REFUSED, without: ["aws_lambda_function.listener.role"] },
  "function-timeout": { within: listener },
  "function-timeout-unknown": {
    within: listener,
    added: `
resource "terraform_data" "settings" {
  input            = { timeout = 30 }
  triggers_replace = timestamp()
}
`,
  },
  ordering: { without: ["aws_lambda_event_source_mapping.orders.depends_on"] },
  "one-vpc": {
    within: 'resource "aws_mq_broker" "orders" {',
    added: `
resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_security_group" "of_another_vpc" {
  vpc_id = aws_vpc.other.id
}
`,
  },
  "one-vpc-unknown": {
    unplanned: READ,
    added: `
data "aws_vpc" "default" {
  default = true
}
`,
    changed: `
resource "aws_subnet" "private" {
  vpc_id = data.aws_vpc.default.id
}
`,
    within: 'resource "aws_security_group" "broker" {',
  },
  "subnet-range": { within: 'resource "aws_subnet" "private" {' },
  "duplicate-rule": {
    within: 'resource "aws_vpc_security_group_ingress_rule" "again" {',
    added: `
resource "aws_vpc_security_group_ingress_rule" "again" {
  security_group_id = aws_security_group.broker.id
  ip_protocol       = "tcp"
  to_port           = 5671
}
`,
  },
  "second-route-table": {
    within: 'resource "aws_route_table_association" "again" {',
    added: `
resource "aws_route_table" "other" {
  vpc_id = aws_vpc.main.id
}
`,
  },
  "duplicate-private-dns": {
    within: 'resource "aws_vpc_endpoint" "again" {',
    added: `
resource "aws_vpc_endpoint" "again" {
  vpc_id             = aws_vpc.main.id
  vpc_endpoint_type  = "Interface"
  service_name       = "com.amazonaws.eu-west-1.sts"
  subnet_ids         = [aws_subnet.private.id]
  security_group_ids = [aws_security_group.endpoints.id]
}
`,
  },
  "endpoint-type": {
    without: [
      "aws_vpc_endpoint.sts.vpc_endpoint_type",
      "aws_vpc_endpoint.sts.subnet_ids",
      "aws_vpc_endpoint.sts.security_group_ids",
      "aws_vpc_endpoint.sts.private_dns_enabled",
    ],
  },
  "endpoint-service": { within: 'resource "aws_vpc_endpoint" "sts" {' },
  "public-subnets": { base: "nat", within: 'resource "aws_mq_broker" "orders" {' },
  "event-source-not-judged": {
    within: mapping,
    added: `
resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 1

  broker_node_group_info {
    client_subnets  = [aws_subnet.private.id]
    instance_type   = "kafka.m5.large"
    security_groups = [aws_security_group.broker.id]
  }
}
`,
  },
  "event-source-unknown": {
    within: mapping,
    without: ["aws_lambda_event_source_mapping.orders.queues"],
    added: later("source_arn", '"arn"'),
  },
} satisfies Partial<Record<RuleCode, Completion>>;
