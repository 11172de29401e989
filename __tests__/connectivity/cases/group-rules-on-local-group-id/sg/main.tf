variable "vpc_id" { type = string }
resource "aws_security_group" "this" { vpc_id = var.vpc_id }
locals {
  this_sg_id = concat(aws_security_group.this.*.id, [""])[0]
}
resource "aws_security_group_rule" "in" {
  security_group_id = local.this_sg_id
  type              = "ingress"
  from_port         = 5671
  to_port           = 5671
  protocol          = "tcp"
  self              = true
}
resource "aws_security_group_rule" "out" {
  security_group_id = local.this_sg_id
  type              = "egress"
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
}
output "id" { value = aws_security_group.this.id }
