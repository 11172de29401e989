import type { ReasonCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { later } from "./later";
import { READ } from "./unplanned";

const endpoint = 'resource "aws_vpc_endpoint" "sts" {';
const broker = 'resource "aws_mq_broker" "orders" {';

/** Examples of names, endpoints and private zones, and of where the broker is. */
export const nameCompletions = {
  "dns-support-off": {},
  "dns-hostnames-off": { without: ["aws_vpc.main.enable_dns_hostnames"] },
  "broker-name": { base: "nat", within: 'resource "aws_vpc" "main" {' },
  "dns-unknown": {
    within: 'resource "aws_subnet" "private" {',
    changed: `
resource "aws_security_group" "broker" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_security_group" "endpoints" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_route_table" "private" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "sts" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "secretsmanager" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "lambda" {
  vpc_id = "vpc-0123456789abcdef0"
}
`,
  },
  "dns-resolvers-hidden": {
    added: `
resource "aws_vpc_dhcp_options_association" "main" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.main.id
}
`,
  },
  "endpoint-private-dns-off": {},
  "endpoint-not-interface": {
    without: [
      "aws_vpc_endpoint.sts.vpc_endpoint_type",
      "aws_vpc_endpoint.sts.subnet_ids",
      "aws_vpc_endpoint.sts.security_group_ids",
      "aws_vpc_endpoint.sts.private_dns_enabled",
    ],
  },
  "endpoint-service-name": { within: endpoint },
  "endpoint-in-another-vpc": {
    within: endpoint,
    added: `
resource "aws_vpc" "shared" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "shared" {
  vpc_id     = aws_vpc.shared.id
  cidr_block = "10.1.1.0/24"
}

resource "aws_security_group" "shared" {
  vpc_id = aws_vpc.shared.id
}
`,
    changed: `
resource "aws_vpc_endpoint" "sts" {
  subnet_ids         = [aws_subnet.shared.id]
  security_group_ids = [aws_security_group.shared.id]
}
`,
  },
  "endpoint-without-subnets": { without: ["aws_vpc_endpoint.sts.subnet_ids"] },
  "endpoint-ipv6-only": { within: endpoint },
  "endpoint-policy": {
    within: 'data "aws_iam_policy_document" "endpoint" {\n  statement {\n    actions   = ["*"]\n    resources = ["*"]',
    added: `
data "aws_iam_policy_document" "endpoint" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
`,
    changed: `
resource "aws_vpc_endpoint" "sts" {
  policy = data.aws_iam_policy_document.endpoint.json
}
`,
  },
  "endpoint-policy-unknown": { within: endpoint },
  "endpoint-unknown": { within: endpoint, added: later("endpoint_subnets", '["subnet"]') },
  "endpoint-hidden": {
    base: "nat",
    unplanned: READ,
    changed: `
resource "aws_subnet" "private" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_subnet" "public" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_internet_gateway" "main" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_route_table" "private" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_route_table" "public" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_security_group" "broker" {
  vpc_id = data.aws_vpc.shared.id
}
`,
  },
  "private-zone-without-record": {
    base: "nat",
    added: `
resource "aws_route53_zone_association" "sts" {
  zone_id = aws_route53_zone.sts.zone_id
  vpc_id  = aws_vpc.main.id
}
`,
  },
  "private-zone-unknown": {
    base: "nat",
    unplanned: READ,
    added: `
resource "aws_route53_zone_association" "sts" {
  zone_id = data.aws_route53_zone.sts.zone_id
  vpc_id  = aws_vpc.main.id
}
`,
  },
  "broker-unknown-source": {
    within: 'resource "aws_lambda_event_source_mapping" "orders" {',
    changed: `
resource "aws_mq_broker" "orders" {
  broker_name = "another"
}
`,
  },
  "broker-placement-unknown": { within: broker, added: later("subnet_ids", '["subnet"]') },
} satisfies Partial<Record<ReasonCode, Completion>>;
