variable "vpc" {}

variable "vpc_id" {}

resource "aws_security_group" "leaf" {
  vpc_id = var.vpc.id
}

resource "aws_security_group_rule" "default_group" {
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  security_group_id = var.vpc.default_security_group_id
  self              = true
}

output "vpc_id" {
  value = var.vpc_id
}
