variable "function_name" {
  type = string
}

variable "policy_statements" {
  type    = any
  default = {}
}

variable "event_source_mapping" {
  type    = any
  default = {}
}

locals {
  role_arn = try(aws_iam_role.lambda[0].arn, null)
}

data "aws_iam_policy_document" "trust" {
  count = 1

  dynamic "statement" {
    for_each = { lambda = ["lambda.amazonaws.com"] }

    content {
      actions = ["sts:AssumeRole"]

      principals {
        type        = "Service"
        identifiers = distinct(concat(statement.value, []))
      }
    }
  }
}

resource "aws_iam_role" "lambda" {
  count = 1

  name               = var.function_name
  assume_role_policy = data.aws_iam_policy_document.trust[0].json
}

data "aws_iam_policy_document" "additional" {
  count = length(var.policy_statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = var.policy_statements

    content {
      sid       = try(statement.value.sid, replace(statement.key, "/[^0-9A-Za-z]*/", ""))
      effect    = try(statement.value.effect, null)
      actions   = try(statement.value.actions, null)
      resources = try(statement.value.resources, null)
    }
  }
}

resource "aws_iam_policy" "additional" {
  count = length(var.policy_statements) > 0 ? 1 : 0

  name   = "${var.function_name}-additional"
  policy = data.aws_iam_policy_document.additional[0].json
}

resource "aws_iam_role_policy_attachment" "additional" {
  count = length(var.policy_statements) > 0 ? 1 : 0

  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.additional[0].arn
}

resource "aws_lambda_function" "this" {
  count = 1

  function_name = var.function_name
  role          = local.role_arn
  s3_bucket     = "code"
  s3_key        = "listener.zip"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = { for key, mapping in var.event_source_mapping : key => mapping if try(mapping.enabled, true) }

  function_name    = aws_lambda_function.this[0].arn
  event_source_arn = try(each.value.event_source_arn, null)
  queues           = try(each.value.queues, null)
  batch_size       = try(each.value.batch_size, null)

  dynamic "source_access_configuration" {
    for_each = try(each.value.source_access_configuration, [])

    content {
      type = source_access_configuration.value["type"]
      uri  = source_access_configuration.value["uri"]
    }
  }
}
