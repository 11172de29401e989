variable "cidr" {}

variable "peer" {
  type = object({ vpc_id = string, subnets = list(string) })
}

resource "aws_vpc" "own" {
  cidr_block = var.cidr
}

resource "aws_subnet" "own" {
  count      = 2
  vpc_id     = aws_vpc.own.id
  cidr_block = cidrsubnet(var.cidr, 8, count.index)
}

resource "aws_vpc_peering_connection" "peer" {
  vpc_id      = aws_vpc.own.id
  peer_vpc_id = var.peer.vpc_id
}

module "leaf" {
  source = "../leaf"
  vpc    = aws_vpc.own
  vpc_id = aws_vpc.own.id
}

output "vpc_id" {
  value = module.leaf.vpc_id
}

output "subnet_ids" {
  value = aws_subnet.own[*].id
}

output "by_zone" {
  value = { a = aws_subnet.own[0].id, b = aws_subnet.own[1].id }
}
