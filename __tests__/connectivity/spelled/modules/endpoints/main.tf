variable "vpc_id" {
  type = string
}

variable "endpoints" {
  type    = any
  default = {}
}

variable "subnet_ids" {
  type    = list(string)
  default = []
}

variable "security_group_ids" {
  type    = list(string)
  default = []
}

locals {
  endpoints = { for key, endpoint in var.endpoints : key => endpoint if try(endpoint.create, true) }
}

data "aws_region" "current" {}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  vpc_id            = var.vpc_id
  service_name      = try(each.value.service_name, "com.amazonaws.${data.aws_region.current.name}.${each.value.service}")
  vpc_endpoint_type = try(each.value.service_type, "Interface")

  security_group_ids  = try(each.value.service_type, "Interface") == "Interface" ? length(distinct(concat(var.security_group_ids, lookup(each.value, "security_group_ids", [])))) > 0 ? distinct(concat(var.security_group_ids, lookup(each.value, "security_group_ids", []))) : null : null
  subnet_ids          = distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", [])))
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.private_dns_enabled, null)

  dynamic "dns_options" {
    for_each = try([each.value.dns_options], [])

    content {
      dns_record_ip_type = try(dns_options.value.dns_record_ip_type, null)
    }
  }
}

output "endpoints" {
  value = aws_vpc_endpoint.this
}
