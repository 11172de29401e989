variable "splat" {}

variable "explicit" {}

variable "group" {}

variable "vpc" {}

variable "member" {}

variable "networks" {}

variable "by_zone" {}

variable "held" {}

variable "mixed" {}

variable "blank" {
  type    = list(string)
  default = null
}

resource "aws_mq_broker" "splat" {
  broker_name        = "splat"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  subnet_ids         = var.splat
  security_groups    = [var.group.id]
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "explicit" {
  broker_name        = "explicit"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  deployment_mode    = "CLUSTER_MULTI_AZ"
  subnet_ids         = var.explicit
  security_groups    = [var.vpc.default_security_group_id]
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "element" {
  broker_name        = "element"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  subnet_ids         = [element(var.explicit, 1)]
  security_groups    = aws_mq_broker.explicit.security_groups
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "index" {
  broker_name        = "index"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  subnet_ids         = [var.explicit[1]]
  security_groups    = [var.mixed[0]]
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "member" {
  broker_name        = "member"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  subnet_ids         = [var.member]
  security_groups    = var.blank
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "held" {
  broker_name        = "held"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  subnet_ids         = [var.held]
  security_groups    = ["sg-0123456789abcdef0"]
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_mq_broker" "blank" {
  broker_name        = "blank"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  user {
    username = "user"
    password = "correct-horse-battery"
  }
}

resource "aws_security_group" "per_network" {
  for_each = var.networks
  vpc_id   = each.value
}

resource "aws_route_table_association" "per_zone" {
  for_each       = var.by_zone
  subnet_id      = each.value
  route_table_id = "rtb-0123456789abcdef0"
}

output "broker_arn" {
  value = aws_mq_broker.splat.arn
}
