variable "enabled" {
  type    = bool
  default = true
}

variable "name" {
  type = string
}

variable "deployment_mode" {
  type    = string
  default = "SINGLE_INSTANCE"
}

variable "subnet_ids" {
  type = list(string)
}

variable "existing_security_groups" {
  type    = list(string)
  default = []
}

variable "users" {
  type      = list(object({ username = string, password = string }))
  sensitive = true
}

locals {
  security_groups = try(sort(compact(concat([], var.existing_security_groups))), [])
}

resource "aws_mq_broker" "default" {
  count = var.enabled ? 1 : 0

  broker_name                = var.name
  deployment_mode            = var.deployment_mode
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m7g.medium"
  auto_minor_version_upgrade = true
  publicly_accessible        = false
  subnet_ids                 = var.subnet_ids
  security_groups            = local.security_groups

  dynamic "user" {
    for_each = nonsensitive(range(length(var.users)))

    content {
      username = var.users[user.value].username
      password = var.users[user.value].password
    }
  }
}

output "broker_arn" {
  value = join("", aws_mq_broker.default[*].arn)
}
