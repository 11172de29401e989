# What AWS would answer, where the stacks compute with it; Terraform makes up the rest.

mock_data "aws_availability_zones" {
  defaults = { names = ["us-east-1c", "us-east-1a", "us-east-1b", "us-east-1d"] }
}

# Not every zone offers every type of broker, nor every endpoint: here us-east-1d offers no broker.
mock_data "aws_mq_broker_instance_type_offerings" {
  defaults = {
    broker_instance_options = [{
      availability_zones         = [{ name = "us-east-1a" }, { name = "us-east-1b" }, { name = "us-east-1c" }]
      supported_deployment_modes = ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"]
      supported_engine_versions  = ["4.2", "3.13"]
    }]
  }
}

mock_data "aws_vpc_endpoint_service" {
  defaults = { availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"] }
}

mock_data "aws_vpcs" {
  defaults = { ids = ["vpc-default"] }
}

mock_data "aws_vpc" {
  defaults = {
    id = "vpc-default"
    cidr_block_associations = [
      { association_id = "a-1", cidr_block = "172.31.0.0/16", state = "associated" },
      { association_id = "a-2", cidr_block = "100.64.0.0/16", state = "associated" },
    ]
  }
}

mock_data "aws_security_group" {
  defaults = { id = "sg-default" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_iam_policy_document" {
  defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
}

mock_data "aws_secretsmanager_random_password" {
  defaults = { random_password = "rolled-for-the-first-plan-1234" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
}

mock_resource "aws_lambda_function" {
  defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:mock" }
}

# RabbitMQ 4.2 lists the Prometheus endpoint first; more than one for clients is not promised away.
# https://github.com/hashicorp/terraform-provider-aws/issues/47764
mock_resource "aws_mq_broker" {
  defaults = {
    arn = "arn:aws:mq:us-east-1:123456789012:broker:mock:b-1"
    instances = [{
      console_url = "https://b-1.mq.us-east-1.on.aws"
      endpoints = [
        "https://b-1.mq.us-east-1.on.aws:16001",
        "amqps://b-1.mq.us-east-1.on.aws:5671",
        "amqps://b-1-2.mq.us-east-1.on.aws:5671",
      ]
      ip_address = ""
    }]
    subnet_ids = ["subnet-default-a"]
  }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:us-east-1:123456789012:mock" }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/mock" }
}

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    api_endpoint  = "https://a1b2c3d4.execute-api.us-east-1.amazonaws.com"
    execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4"
  }
}
