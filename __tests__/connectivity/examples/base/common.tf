# The completion of every documented example: what the examples leave out. The examples themselves are in the code.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "password" {
  type    = string
  default = "correct-horse-battery"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "broker" {
  name   = "broker"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "amqps" {
  security_group_id            = aws_security_group.broker.id
  ip_protocol                  = "tcp"
  from_port                    = 5671
  to_port                      = 5671
  referenced_security_group_id = aws_security_group.broker.id
}

resource "aws_vpc_security_group_egress_rule" "anywhere" {
  security_group_id = aws_security_group.broker.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_mq_broker" "orders" {
  broker_name                = "orders"
  engine_type                = "RabbitMQ"
  engine_version             = "4.2"
  host_instance_type         = "mq.m7g.medium"
  deployment_mode            = "SINGLE_INSTANCE"
  auto_minor_version_upgrade = true
  subnet_ids                 = [aws_subnet.private.id]
  security_groups            = [aws_security_group.broker.id]

  user {
    username = "orders"
    password = var.password
  }
}

resource "aws_secretsmanager_secret" "broker" {
  name = "orders/broker"
}

resource "aws_secretsmanager_secret_version" "login" {
  secret_id     = aws_secretsmanager_secret.broker.id
  secret_string = jsonencode({ username = "orders", password = var.password })
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "consume" {
  statement {
    actions   = ["mq:DescribeBroker"]
    resources = [aws_mq_broker.orders.arn]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.broker.arn]
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
  name               = "listener"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "consume" {
  name   = "consume"
  role   = aws_iam_role.listener.name
  policy = data.aws_iam_policy_document.consume.json
}

resource "aws_lambda_function" "listener" {
  function_name = "listener"
  role          = aws_iam_role.listener.arn
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  timeout       = 30
  s3_bucket     = "artifacts"
  s3_key        = "listener.zip"
}

resource "aws_lambda_invocation" "queue" {
  function_name = "declare-queues"
  input         = jsonencode({ queue = "orders", broker = aws_mq_broker.orders.arn })
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_mq_broker.orders.arn
  function_name    = aws_lambda_function.listener.arn
  queues           = ["orders"]
  batch_size       = 10

  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = aws_secretsmanager_secret.broker.arn
  }

  depends_on = [
    aws_iam_role_policy.consume,
    aws_lambda_invocation.queue,
    aws_vpc_security_group_ingress_rule.amqps,
    aws_vpc_security_group_ingress_rule.https,
    aws_vpc_security_group_egress_rule.anywhere,
    aws_route_table_association.private,
    aws_route_table_association.public,
    aws_route.nat,
    aws_vpc_endpoint.sts,
    aws_vpc_endpoint.secretsmanager,
    aws_vpc_endpoint.lambda,
  ]
}
