variable "cidr" {
  type = string
}

# Kinds of subnets: their ranges by zone, and where their routes lead.
variable "subnets" {
  type = map(object({
    ranges              = map(string)
    nat_gateway_zones   = optional(list(string), [])
    connect_to_internet = optional(bool, false)
    connect_to_nat      = optional(bool, false)
  }))
}

locals {
  by_zone = {
    for subnet in flatten([
      for kind, definition in var.subnets : [
        for zone, range in definition.ranges : {
          key                 = "${kind}/${zone}"
          zone                = zone
          range               = range
          connect_to_internet = definition.connect_to_internet
          connect_to_nat      = definition.connect_to_nat
        }
      ]
    ]) : subnet.key => subnet
  }

  vpc      = aws_vpc.main
  nat_keys = toset(flatten([for kind, definition in var.subnets : [for zone in definition.nat_gateway_zones : "${kind}/${zone}"]]))
  online   = [for key, subnet in local.by_zone : key if subnet.connect_to_internet]
  via_nat  = [for key, subnet in local.by_zone : key if subnet.connect_to_nat]

  # One gateway serves all zones, or each zone has its own.
  nat_of = {
    for key in local.via_nat : key => length(local.nat_keys) == 1 ? one(local.nat_keys) : one([for nat in local.nat_keys : nat if endswith(nat, local.by_zone[key].zone)])
  }
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "main" {
  for_each = length(local.online) > 0 ? { main = true } : {}

  vpc_id = local.vpc.id
}

resource "aws_subnet" "this" {
  for_each = local.by_zone

  vpc_id            = local.vpc.id
  cidr_block        = each.value.range
  availability_zone = each.value.zone
}

resource "aws_route_table" "this" {
  for_each = toset(keys(local.by_zone))

  vpc_id = local.vpc.id
}

resource "aws_route_table_association" "this" {
  for_each = aws_subnet.this

  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[each.key].id
}

resource "aws_eip" "nat" {
  for_each = local.nat_keys

  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  for_each = local.nat_keys

  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.this[each.key].id
}

resource "aws_route" "internet" {
  for_each = { for key in local.online : key => aws_route_table.this[key].id }

  route_table_id         = each.value
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main["main"].id
}

resource "aws_route" "nat" {
  for_each = local.nat_of

  route_table_id         = aws_route_table.this[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = lookup({ for key, gateway in aws_nat_gateway.this : key => gateway.id }, each.value, null)
}

output "vpc_attributes" {
  value = local.vpc
}

output "subnet_attributes_by_key" {
  value = { for key, subnet in aws_subnet.this : key => subnet }
}
