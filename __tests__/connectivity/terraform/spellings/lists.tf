variable "literal_groups" {
  default = ["sg-0123456789abcdef0"]
}

variable "no_groups" {
  default = []
}

variable "secret_subnet" {
  default   = "subnet-0feedfacefeedface"
  sensitive = true
}

resource "aws_lambda_function" "splat" {
  function_name = "splat"
  role          = "arn:aws:iam::123456789012:role/example"
  s3_bucket     = "bucket"
  s3_key        = "key"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  vpc_config {
    subnet_ids         = aws_subnet.counted[*].id
    security_group_ids = concat([aws_security_group.a.id], var.literal_groups)
  }
}

resource "aws_lambda_function" "explicit" {
  function_name = "explicit"
  role          = "arn:aws:iam::123456789012:role/example"
  s3_bucket     = "bucket"
  s3_key        = "key"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  vpc_config {
    subnet_ids         = [aws_subnet.counted[0].id, aws_subnet.mapped["a.b"].id, aws_subnet.mapped["c\"d"].id]
    security_group_ids = var.present ? [aws_security_group.a.id] : [aws_security_group.b.id]
  }
}

resource "aws_lambda_function" "values" {
  function_name = "values"
  role          = "arn:aws:iam::123456789012:role/example"
  s3_bucket     = "bucket"
  s3_key        = "key"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  vpc_config {
    subnet_ids         = values(aws_subnet.set)[*].id
    security_group_ids = concat([aws_security_group.a.id], var.no_groups)
  }
}

resource "aws_lambda_function" "secret" {
  function_name = "secret"
  role          = "arn:aws:iam::123456789012:role/example"
  s3_bucket     = "bucket"
  s3_key        = "key"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  vpc_config {
    subnet_ids         = [aws_subnet.counted[0].id, var.secret_subnet]
    security_group_ids = [local.groups["a"]]
  }
}
