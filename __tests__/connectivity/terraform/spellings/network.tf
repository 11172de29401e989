resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "present" {
  count      = var.present ? 1 : 0
  cidr_block = "10.1.0.0/16"
}

resource "aws_vpc" "absent" {
  count      = 0
  cidr_block = "10.1.0.0/16"
}

variable "present" {
  default = true
}

# A local value's definition is not in a plan.
locals {
  vpc_id = aws_vpc.main.id
  groups = { a = aws_security_group.a.id, b = aws_security_group.b.id }
  port   = 443
}

resource "aws_subnet" "counted" {
  count      = 3
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_subnet" "mapped" {
  for_each   = { "a.b" = "10.0.10.0/24", "c\"d" = "10.0.11.0/24" }
  vpc_id     = local.vpc_id
  cidr_block = each.value
}

resource "aws_subnet" "set" {
  for_each   = toset(["10.0.20.0/24", "10.0.21.0/24"])
  vpc_id     = aws_vpc.main.id
  cidr_block = each.key
}

resource "aws_eip" "counted" {
  count  = 2
  domain = "vpc"
}

resource "aws_nat_gateway" "counted" {
  count         = 3
  subnet_id     = aws_subnet.counted[count.index].id
  allocation_id = element(aws_eip.counted[*].id, count.index)
}

resource "aws_vpc_peering_connection" "peer" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_internet_gateway" "tried" {
  vpc_id = try(aws_vpc.absent[0].id, aws_vpc.main.id)
}

resource "aws_internet_gateway" "coalesced" {
  vpc_id = coalesce(one(aws_vpc.absent[*].id), aws_vpc.main.id)
}

resource "aws_route_table" "blocks" {
  count  = 3
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_nat_gateway.counted[count.index].id
  }
  route {
    cidr_block                = "192.168.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.peer.id
  }
}

resource "aws_route_table" "attribute" {
  vpc_id = aws_vpc.present[0].id
  route = [{
    cidr_block                 = "0.0.0.0/0"
    gateway_id                 = aws_internet_gateway.tried.id
    carrier_gateway_id         = null
    core_network_arn           = null
    destination_prefix_list_id = null
    egress_only_gateway_id     = null
    ipv6_cidr_block            = null
    local_gateway_id           = null
    nat_gateway_id             = null
    network_interface_id       = null
    transit_gateway_id         = null
    vpc_endpoint_id            = null
    vpc_peering_connection_id  = null
  }]
}

resource "aws_route_table" "empty" {
  vpc_id = one(aws_vpc.present[*].id)
}

resource "aws_route_table_association" "counted" {
  count          = length(aws_subnet.counted)
  subnet_id      = aws_subnet.counted[count.index].id
  route_table_id = aws_route_table.blocks[0].id
}

resource "aws_route_table_association" "over_resource" {
  for_each       = aws_subnet.mapped
  subnet_id      = each.value.id
  route_table_id = aws_route_table.empty.id
}

resource "aws_route_table_association" "by_key" {
  for_each       = toset(["10.0.20.0/24", "10.0.21.0/24"])
  subnet_id      = aws_subnet.set[each.key].id
  route_table_id = aws_route_table.empty.id
}

resource "aws_route_table_association" "over_objects" {
  for_each       = { one = aws_subnet.counted[0].id, two = aws_subnet.counted[1].id }
  subnet_id      = each.value
  route_table_id = aws_route_table.empty.id
}

resource "aws_route_table_association" "over_loop" {
  for_each       = { for key, subnet in aws_subnet.mapped : key => subnet.id }
  subnet_id      = each.value
  route_table_id = aws_route_table.empty.id
}

resource "aws_route_table_association" "over_list" {
  for_each       = { for index, subnet in aws_subnet.counted : index => subnet }
  subnet_id      = each.value.id
  route_table_id = aws_route_table.empty.id
}

resource "aws_route_table_association" "picked" {
  count          = 2
  subnet_id      = element([aws_subnet.counted[2].id, aws_subnet.counted[1].id], count.index)
  route_table_id = aws_route_table.empty.id
}

# Which subnet goes with which table is not in the plan.
resource "aws_route_table_association" "paired" {
  for_each       = { one = aws_subnet.counted[0].id, two = aws_subnet.counted[1].id }
  subnet_id      = each.value
  route_table_id = aws_route_table.blocks[index(["one", "two"], each.key)].id
}

resource "aws_network_acl" "subnets" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = concat(aws_subnet.counted[*].id, values(aws_subnet.set)[*].id)
}

resource "aws_ec2_managed_prefix_list" "ranges" {
  name           = "ranges"
  address_family = "IPv4"
  max_entries    = 2
  entry {
    cidr = "10.0.0.0/8"
  }
  entry {
    cidr        = "10.0.0.0/16"
    description = aws_vpc.main.id
  }
}

resource "aws_ec2_transit_gateway" "hub" {}

resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.main.id
  subnet_ids         = [aws_subnet.counted[0].id]
}

resource "aws_route" "through_attachment" {
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = aws_ec2_transit_gateway_vpc_attachment.main.transit_gateway_id
}

resource "aws_route53_zone" "two_networks" {
  name = "example.test"
  vpc {
    vpc_id = aws_vpc.main.id
  }
  vpc {
    vpc_id = aws_vpc.present[0].id
  }
}

resource "aws_vpc_endpoint" "blank" {
  vpc_id            = aws_vpc.main.id
  vpc_endpoint_type = "Interface"
  service_name      = "com.amazonaws.${data.aws_region.current.name}.sts"
}

data "aws_region" "current" {}
