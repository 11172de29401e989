variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "private_subnets" {
  type    = list(string)
  default = []
}

variable "public_subnets" {
  type    = list(string)
  default = []
}

variable "create_vpc" {
  type    = bool
  default = true
}

variable "enable_nat_gateway" {
  type    = bool
  default = false
}

variable "single_nat_gateway" {
  type    = bool
  default = false
}

variable "route_private_to_internet" {
  type    = bool
  default = false
}

locals {
  vpc_id            = try(aws_vpc.this[0].id, "")
  nat_gateway_count = var.single_nat_gateway ? 1 : length(var.zones)
  create_public     = var.create_vpc && length(var.public_subnets) > 0
  create_gateway    = local.create_public || var.route_private_to_internet
  nat_gateway_ips   = aws_eip.nat[*].id
}

resource "aws_vpc" "this" {
  count = var.create_vpc ? 1 : 0

  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = merge({ Name = var.name }, {})
}

resource "aws_internet_gateway" "this" {
  count = local.create_gateway ? 1 : 0

  vpc_id = local.vpc_id
}

resource "aws_subnet" "public" {
  count = local.create_public ? length(var.public_subnets) : 0

  vpc_id            = local.vpc_id
  cidr_block        = element(concat(var.public_subnets, [""]), count.index)
  availability_zone = element(var.zones, count.index)
}

resource "aws_route_table" "public" {
  count = local.create_public ? 1 : 0

  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "public" {
  count = local.create_public ? length(var.public_subnets) : 0

  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = element(aws_route_table.public[*].id, 0)
}

resource "aws_route" "public" {
  count = local.create_public ? 1 : 0

  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_subnet" "private" {
  count = length(var.private_subnets)

  vpc_id            = local.vpc_id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = element(var.zones, count.index)
}

resource "aws_route_table" "private" {
  count = var.enable_nat_gateway ? local.nat_gateway_count : 1

  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "private" {
  count = length(var.private_subnets)

  subnet_id = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(
    aws_route_table.private[*].id,
    var.single_nat_gateway ? 0 : count.index,
  )
}

resource "aws_eip" "nat" {
  count = var.enable_nat_gateway ? local.nat_gateway_count : 0

  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count = var.enable_nat_gateway ? local.nat_gateway_count : 0

  allocation_id = element(local.nat_gateway_ips, count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route" "private_nat_gateway" {
  count = var.enable_nat_gateway ? local.nat_gateway_count : 0

  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_internet" {
  count = var.route_private_to_internet ? length(aws_route_table.private) : 0

  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = one(aws_internet_gateway.this[*].id)
}

output "vpc_id" {
  value = try(aws_vpc.this[0].id, null)
}

output "vpc_cidr_block" {
  value = try(aws_vpc.this[0].cidr_block, null)
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}
