variable "enabled" {
  type    = bool
  default = true
}

variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

# Each source of `rule_matrix` is let in on each port.
variable "rule_matrix" {
  type = list(object({
    ports      = list(number)
    self       = optional(bool, false)
    cidrs      = optional(list(string), [])
    group_keys = optional(list(string), [])
  }))
  default = []
}

variable "groups" {
  type    = map(string)
  default = {}
}

locals {
  rules = flatten([
    for at, entry in var.rule_matrix : [
      for port in entry.ports : concat(
        [for self in entry.self ? [true] : [] : { key = "${at}-${port}-self", port = port, self = true, cidr = null, group_key = null }],
        [for cidr in entry.cidrs : { key = "${at}-${port}-${cidr}", port = port, self = false, cidr = cidr, group_key = null }],
        [for group in entry.group_keys : { key = "${at}-${port}-${group}", port = port, self = false, cidr = null, group_key = group }],
      )
    ]
  ])
  keyed    = { for rule in local.rules : rule.key => rule }
  group_id = concat(aws_security_group.by_name[*].id, [""])[0]
}

resource "aws_security_group" "by_name" {
  count = var.enabled ? 1 : 0

  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.keyed

  security_group_id            = local.group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = each.value.cidr
  referenced_security_group_id = each.value.self ? local.group_id : each.value.group_key == null ? null : var.groups[each.value.group_key]
}

resource "aws_vpc_security_group_egress_rule" "all" {
  count = var.enabled ? 1 : 0

  security_group_id = one(aws_security_group.by_name[*].id)
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

output "id" {
  value = local.group_id
}
