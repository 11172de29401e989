resource "aws_security_group" "a" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "b" {
  vpc_id = aws_subnet.counted[0].vpc_id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.a.id]
  }
  ingress {
    from_port   = 5671
    to_port     = 5671
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
    self        = true
  }
}

# All blocks share one list of references: which group is let in on which port is not in the plan.
resource "aws_security_group" "two_peers" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.a.id]
  }
  ingress {
    from_port       = 5671
    to_port         = 5671
    protocol        = "tcp"
    security_groups = [aws_security_group.b.id]
  }
}

resource "aws_security_group" "beside_local" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = local.port
    to_port         = local.port
    protocol        = "tcp"
    security_groups = [aws_security_group.a.id]
  }
}

resource "aws_security_group" "dynamic" {
  vpc_id = aws_vpc.main.id
  dynamic "ingress" {
    for_each = [443]
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      security_groups = [aws_security_group.a.id]
    }
  }
  dynamic "egress" {
    for_each = [443]
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "attributes" {
  vpc_id = aws_vpc.main.id
  ingress = [for port in [443, 5671] : {
    from_port        = port
    to_port          = port
    protocol         = "tcp"
    security_groups  = [aws_security_group.a.id]
    cidr_blocks      = null
    ipv6_cidr_blocks = null
    prefix_list_ids  = null
    self             = false
    description      = ""
  }]
  egress = []
}

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id
}

resource "aws_default_route_table" "bare" {
  default_route_table_id = aws_vpc.main.default_route_table_id
}

resource "aws_security_group_rule" "over_local" {
  for_each                 = local.groups
  type                     = "ingress"
  from_port                = 443
  to_port                  = 443
  protocol                 = "tcp"
  security_group_id        = aws_security_group.a.id
  source_security_group_id = each.value
}

resource "aws_security_group_rule" "over_objects" {
  for_each = {
    a = { port = 443, group = aws_security_group.a.id }
    b = { port = 80, group = aws_security_group.b.id }
  }
  type                     = "ingress"
  from_port                = each.value.port
  to_port                  = each.value.port
  protocol                 = "tcp"
  security_group_id        = aws_vpc.main.default_security_group_id
  source_security_group_id = each.value.group
}

resource "aws_security_group_rule" "prefix_lists" {
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  security_group_id = aws_security_group.a.id
  prefix_list_ids   = ["pl-6ea54007", aws_ec2_managed_prefix_list.ranges.id]
}

resource "aws_vpc_security_group_ingress_rule" "conditional" {
  security_group_id            = var.present ? aws_security_group.a.id : aws_security_group.b.id
  from_port                    = 443
  to_port                      = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = try(aws_security_group.b.id, aws_security_group.a.id)
}
