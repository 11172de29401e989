variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "broker_password" {
  type      = string
  sensitive = true
}

resource "aws_security_group" "broker" {
  name   = "${var.name}-broker"
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "amqps" {
  security_group_id            = aws_security_group.broker.id
  referenced_security_group_id = aws_security_group.broker.id
  ip_protocol                  = "tcp"
  from_port                    = 5671
  to_port                      = 5671
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.broker.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_mq_broker" "this" {
  broker_name                = var.name
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m7g.large"
  deployment_mode            = "CLUSTER_MULTI_AZ"
  auto_minor_version_upgrade = true
  subnet_ids                 = var.subnet_ids
  security_groups            = [aws_security_group.broker.id]

  user {
    username = "operator"
    password = var.broker_password
  }
}

resource "aws_secretsmanager_secret" "listener" {
  name_prefix = "${var.name}/broker/"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "listener" {
  statement {
    actions   = ["mq:DescribeBroker"]
    resources = [aws_mq_broker.this.arn]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.listener.arn]
  }

  statement {
    actions = [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role" "listener" {
  name               = "${var.name}-listener"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "listener" {
  role   = aws_iam_role.listener.id
  policy = data.aws_iam_policy_document.listener.json
}

resource "aws_lambda_function" "listener" {
  function_name = "${var.name}-listener"
  role          = aws_iam_role.listener.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  timeout       = 30
  s3_bucket     = "artifacts-${var.name}"
  s3_key        = "listener.zip"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_mq_broker.this.arn
  function_name    = aws_lambda_function.listener.arn
  queues           = ["orders"]
  batch_size       = 10

  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = aws_secretsmanager_secret.listener.arn
  }

  depends_on = [aws_iam_role_policy.listener]
}
