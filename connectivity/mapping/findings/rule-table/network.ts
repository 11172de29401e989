import type { RuleEntry } from "../../../rules/rule";

const ENDPOINTS = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
const MAPPING = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

/** Rules about the network that a mapping lives in, apart from single hops, and about what the check does not judge. */
export const networkRules = {
  "one-vpc": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Subnets and security groups of different VPCs",
    meaning: "A broker's subnets and groups have to be in one VPC, and an endpoint's in the endpoint's.",
    example: "subnet_ids      = [aws_subnet.private.id]\nsecurity_groups = [aws_security_group.of_another_vpc.id]",
    source: MAPPING,
  },
  "one-vpc-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "refused",
    title: "Whether subnets and security groups are of one VPC is not known",
    meaning: "The input does not show whether two VPCs that it names are the same.",
    example: 'vpc_id = "vpc-0123456789abcdef0" # of the group; the subnets are in data.aws_vpc.default',
    source: MAPPING,
  },
  "subnet-range": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "A subnet outside of its VPC's range",
    meaning: "AWS refuses a subnet whose range is not in one of the VPC's blocks.",
    example: 'cidr_block = "10.1.0.0/24" # in a VPC of 10.0.0.0/16',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
  },
  "duplicate-rule": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Two resources for the same security group rule",
    meaning: "AWS refuses the second: InvalidPermission.Duplicate.",
    example:
      "# aws_vpc_security_group_ingress_rule.amqps and aws_vpc_security_group_ingress_rule.again\nreferenced_security_group_id = aws_security_group.broker.id\nfrom_port                    = 5671",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  },
  "second-route-table": {
    severity: "warning",
    effect: "none",
    kind: "refused",
    title: "Two route tables for one subnet",
    meaning:
      "AWS refuses the second association: Resource.AlreadyAssociated. Where the tables differ in what the mapping needs, the hop is unknown.",
    example:
      "# aws_route_table_association.private and aws_route_table_association.again\nsubnet_id      = aws_subnet.private.id\nroute_table_id = aws_route_table.other.id",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  },
  "duplicate-private-dns": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Two endpoints with private DNS for one service in one VPC",
    meaning:
      "AWS refuses the second: private-dns-enabled cannot be set because there is already a conflicting DNS domain.",
    example: "# aws_vpc_endpoint.sts and module.shared.aws_vpc_endpoint.sts, in one VPC\nprivate_dns_enabled = true",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/17535",
  },
  "endpoint-type": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "An endpoint of the wrong type",
    meaning: "STS, Secrets Manager and Lambda have interface endpoints only, and AWS refuses another type.",
    example:
      'resource "aws_vpc_endpoint" "sts" {\n  service_name = "com.amazonaws.eu-west-1.sts" # and no vpc_endpoint_type\n}',
    source: ENDPOINTS,
  },
  "endpoint-service": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "An endpoint for a service that is not offered there",
    meaning:
      "The name is for another Region, or has the prefix of another partition. In China the prefix depends on the service.",
    example: 'service_name = "com.amazonaws.cn-north-1.sts" # cn.com.amazonaws.cn-north-1.sts',
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
  },
  "public-subnets": {
    severity: "note",
    effect: "none",
    kind: "outcome",
    title: "The mapping's interfaces are in a public subnet",
    meaning: "The internet gateway does not serve them, for they have no public addresses; endpoints do.",
    example: "subnet_ids = [aws_subnet.public.id] # of the broker",
    source: MAPPING,
  },
  "event-source-not-judged": {
    severity: "note",
    effect: "none",
    kind: "outcome",
    title: "A mapping on another source in a VPC",
    meaning: "It obeys the same rules on other ports, and this check does not judge it.",
    example: "event_source_arn = aws_msk_cluster.events.arn",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html",
  },
  "event-source-unknown": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "A mapping on a source that is not shown",
    meaning: "Whether it is on an Amazon MQ broker is not in the input, so it is not judged.",
    example: "event_source_arn = local.source_arn",
    source: MAPPING,
  },
  "assumption-unused": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "An assumption that no verdict rests on",
    meaning: "It is spelled differently from what the check asks for, or the input shows the fact.",
    example: "# mqesm check --assume default-vpc:dns-suport",
    source: MAPPING,
  },
} as const satisfies Record<string, RuleEntry>;
