import type { ReasonCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { READ } from "./unplanned";

/** Examples of routes, gateways, groups and network ACLs. */
export const networkCompletions = {
  "no-route-out": { base: "nat", without: ["aws_route.nat"] },
  "internet-gateway-private-address": {
    base: "nat",
    within: 'resource "aws_route_table" "private" {',
    without: ["aws_route.nat"],
  },
  "nat-gateway-without-internet": { base: "nat" },
  "nat-gateway-private": {
    base: "nat",
    within: 'resource "aws_nat_gateway" "main" {',
    without: ["aws_nat_gateway.main.allocation_id"],
  },
  "nat-gateway-without-address": { base: "nat", without: ["aws_nat_gateway.main.allocation_id"] },
  "nat-gateway-of-another-vpc": {
    base: "nat",
    within: 'resource "aws_route" "nat" {',
    added: `
resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.other.id
  cidr_block = "10.1.0.0/24"
}

resource "aws_eip" "other" {
  domain = "vpc"
}

resource "aws_nat_gateway" "other_vpc" {
  allocation_id = aws_eip.other.id
  subnet_id     = aws_subnet.other.id
}
`,
  },
  "internet-gateway-detached": { base: "nat", without: ["aws_internet_gateway.main.vpc_id"] },
  "public-access-blocked": { base: "nat" },
  "gateway-unknown": { base: "nat", within: 'resource "aws_route" "nat" {' },
  "route-blackhole": {
    base: "nat",
    within: 'resource "aws_route_table" "private" {',
    without: ["aws_route.nat"],
  },
  "peering-not-transitive": {
    base: "nat",
    within: 'resource "aws_route" "nat" {',
    without: ["aws_route.nat.destination_cidr_block", "aws_route.nat.nat_gateway_id"],
    added: peering(),
  },
  "route-target-hidden": {
    base: "nat",
    within: 'resource "aws_route" "nat" {',
    without: ["aws_route.nat.destination_cidr_block", "aws_route.nat.nat_gateway_id"],
  },
  "route-table-unknown": { base: "nat", within: 'resource "aws_mq_broker" "orders" {' },
  "routes-differ": {
    base: "nat",
    within: 'resource "aws_route" "some" {',
    added: `
resource "aws_route" "some" {
  route_table_id = aws_route_table.private.id
  gateway_id     = aws_internet_gateway.main.id
}
`,
  },
  "route-through-appliance": {
    within: 'resource "aws_route" "inspected" {',
    added: `
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_network_interface" "firewall" {
  subnet_id = aws_subnet.private.id
}

resource "aws_route" "inspected" {
  route_table_id = aws_route_table.private.id
}
`,
    changed: `
resource "aws_vpc_endpoint" "sts" {
  subnet_ids = [aws_subnet.endpoints.id]
}
`,
  },
  "subnet-outside-vpc": {},
  "no-route-between-vpcs": {
    within: 'resource "aws_vpc_endpoint" "sts" {',
    added: `${sharedVpc()}${privateZone()}`,
    changed: `
resource "aws_vpc_endpoint" "sts" {
  subnet_ids         = [aws_subnet.shared.id]
  security_group_ids = [aws_security_group.shared.id]
  private_dns_enabled = false
}
`,
  },
  "security-group-ingress": {
    within: 'resource "aws_security_group" "broker" {',
    without: ["aws_vpc_security_group_ingress_rule.amqps"],
    added: `
resource "aws_security_group" "application" {
  vpc_id = aws_vpc.main.id
}
`,
  },
  "security-group-egress": { without: ["aws_vpc_security_group_egress_rule.anywhere"] },
  "security-group-in-part": { base: "nat", within: 'resource "aws_vpc_security_group_egress_rule" "anywhere" {' },
  "security-group-unknown": {
    unplanned: READ,
    base: "nat",
    within: 'resource "aws_mq_broker" "orders" {',
    added: `
data "aws_security_group" "default" {
  name = "default"
}
`,
  },
  "network-acl": {
    base: "nat",
    within: 'resource "aws_network_acl" "private" {',
    added: acl(),
  },
  "network-acl-return": {
    base: "nat",
    within: 'resource "aws_network_acl" "private" {',
    added: acl(),
    changed: `
resource "aws_network_acl" "private" {
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
`,
  },
  "network-acl-in-part": {
    within: `resource "aws_network_acl_rule" "in" {`,
    added: `
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_network_acl" "endpoints" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.endpoints.id]
}

resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.endpoints.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.endpoints.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}
`,
    changed: `
resource "aws_vpc_endpoint" "sts" {
  subnet_ids = [aws_subnet.endpoints.id]
}
`,
  },
  "network-acl-unknown": {
    within: 'resource "aws_mq_broker" "orders" {',
    changed: `
resource "aws_mq_broker" "orders" {
  deployment_mode    = "CLUSTER_MULTI_AZ"
  host_instance_type = "mq.m7g.large"
}
`,
  },
} satisfies Partial<Record<ReasonCode, Completion>>;

function peering(): string {
  return `
resource "aws_vpc" "shared" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_vpc_peering_connection" "shared" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.shared.id
  auto_accept = true
}
`;
}

function sharedVpc(): string {
  return `
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

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
`;
}

function privateZone(): string {
  return `
resource "aws_route53_zone" "sts" {
  name = "sts.eu-west-1.amazonaws.com"

  vpc {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route53_record" "sts" {
  zone_id = aws_route53_zone.sts.zone_id
  name    = "sts.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.sts.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.sts.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
`;
}

function acl(): string {
  return `
resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.private.id]
}
`;
}
