module "network" {
  source   = "./modules/network"
  for_each = { x = "10.2.0.0/16", y = "10.3.0.0/16" }
  cidr     = each.value
  peer     = { vpc_id = aws_vpc.main.id, subnets = aws_subnet.counted[*].id }
}

module "counted" {
  source = "./modules/network"
  count  = 2
  cidr   = "10.${count.index + 5}.0.0/16"
  peer   = { vpc_id = aws_vpc.main.id, subnets = [] }
}

resource "aws_vpc_endpoint" "over_module" {
  for_each           = module.network
  vpc_id             = each.value.vpc_id
  service_name       = "com.amazonaws.eu-central-1.sts"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = each.value.subnet_ids
  security_group_ids = [aws_security_group.a.id]
}

resource "aws_vpc_endpoint" "by_index" {
  count             = 2
  vpc_id            = module.counted[count.index].vpc_id
  service_name      = "com.amazonaws.eu-central-1.sts"
  vpc_endpoint_type = "Interface"
  subnet_ids        = module.counted[count.index].subnet_ids
}

resource "terraform_data" "hold" {
  input = aws_subnet.counted[0].id
}

module "brokers" {
  source   = "./modules/brokers"
  splat    = module.network["x"].subnet_ids
  explicit = [aws_subnet.counted[0].id, aws_subnet.counted[1].id]
  group    = aws_security_group.a
  vpc      = aws_vpc.main
  member   = module.network["y"].subnet_ids[0]
  networks = { for key, network in module.network : key => network.vpc_id }
  by_zone  = module.network["x"].by_zone
  held     = terraform_data.hold.output
  mixed    = [aws_security_group.a.id, "sg-0aaaaaaaaaaaaaaaa"]
}
