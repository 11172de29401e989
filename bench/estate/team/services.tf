resource "aws_security_group" "service" {
  for_each = var.services

  name        = "${var.name}-${each.key}"
  description = "The ${each.key} service of ${var.name}"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = var.services

  security_group_id = aws_security_group.service[each.key].id
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "itself" {
  for_each = var.services

  security_group_id            = aws_security_group.service[each.key].id
  referenced_security_group_id = aws_security_group.service[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "out" {
  for_each = var.services

  security_group_id = aws_security_group.service[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
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

resource "aws_iam_role" "service" {
  for_each = var.services

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "service" {
  for_each = var.services

  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [aws_sqs_queue.service[each.key].arn]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.service[each.key].arn]
  }
}

resource "aws_iam_policy" "service" {
  for_each = var.services

  name   = "${var.name}-${each.key}"
  policy = data.aws_iam_policy_document.service[each.key].json
}

resource "aws_iam_role_policy_attachment" "service" {
  for_each = var.services

  role       = aws_iam_role.service[each.key].name
  policy_arn = aws_iam_policy.service[each.key].arn
}

resource "aws_iam_role_policy_attachment" "network" {
  for_each = var.services

  role       = aws_iam_role.service[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_secretsmanager_secret" "service" {
  for_each = var.services

  name_prefix = "${var.name}/${each.key}/"
}

resource "aws_sqs_queue" "dead" {
  for_each = var.services

  name                      = "${var.name}-${each.key}-dead"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "service" {
  for_each = var.services

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = 180
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_log_group" "service" {
  for_each = var.services

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = 30
}

resource "aws_lambda_function" "service" {
  for_each = var.services

  function_name = "${var.name}-${each.key}"
  role          = aws_iam_role.service[each.key].arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  timeout       = 30
  s3_bucket     = "artifacts-${var.name}"
  s3_key        = "${each.key}.zip"

  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.service[each.key].id]
  }

  environment {
    variables = {
      QUEUE_URL  = aws_sqs_queue.service[each.key].url
      SECRET_ARN = aws_secretsmanager_secret.service[each.key].arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "service" {
  for_each = var.services

  event_source_arn = aws_sqs_queue.service[each.key].arn
  function_name    = aws_lambda_function.service[each.key].arn
  batch_size       = 10
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = var.services

  alarm_name          = "${var.name}-${each.key}-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions          = { FunctionName = aws_lambda_function.service[each.key].function_name }
}

resource "aws_ssm_parameter" "service" {
  for_each = var.services

  name  = "/${var.name}/${each.key}/queue"
  type  = "String"
  value = aws_sqs_queue.service[each.key].url
}

module "messaging" {
  source = "./messaging"
  count  = var.messaging ? 1 : 0

  name            = var.name
  vpc_id          = aws_vpc.this.id
  subnet_ids      = aws_subnet.private[*].id
  broker_password = var.broker_password
}
