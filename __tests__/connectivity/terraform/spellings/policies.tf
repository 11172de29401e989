data "aws_iam_policy_document" "statements" {
  statement {
    actions   = ["mq:DescribeBroker"]
    resources = [module.brokers.broker_arn, "arn:aws:mq:*:*:broker:other:*"]
  }
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.a.arn]
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpc"
      values   = [aws_vpc.main.id]
    }
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalTag/team"
      values   = ["a"]
    }
  }
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.b.arn]
  }
}

data "aws_iam_policy_document" "beside_dynamic" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.named.arn]
    }
  }
  dynamic "statement" {
    for_each = ["sqs:SendMessage"]
    content {
      actions   = [statement.value]
      resources = [aws_secretsmanager_secret.a.arn]
    }
  }
}

resource "aws_secretsmanager_secret" "a" {}

resource "aws_secretsmanager_secret" "b" {}

resource "aws_iam_role" "named" {
  name               = "named"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  inline_policy {
    name   = "document"
    policy = data.aws_iam_policy_document.statements.json
  }
  inline_policy {
    name   = "encoded"
    policy = jsonencode({ Statement = [{ Resource = aws_secretsmanager_secret.a.arn }] })
  }
}

resource "aws_iam_policy" "document" {
  policy = data.aws_iam_policy_document.statements.json
}

resource "aws_iam_policy" "other" {
  policy = "{}"
}

resource "aws_iam_role_policy_attachment" "literal" {
  for_each   = toset(["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"])
  role       = aws_iam_role.named.name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "picked" {
  count      = 2
  role       = aws_iam_role.named.name
  policy_arn = [aws_iam_policy.document.arn, aws_iam_policy.other.arn][count.index]
}
