/**
 * Arguments without which Terraform or AWS takes no such block, from the provider's documentation. Removing one is
 * removing the block.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
export const required: ReadonlySet<string> = new Set([
  "aws_vpc.cidr_block",
  "aws_subnet.vpc_id",
  "aws_subnet.cidr_block",
  "aws_route_table.vpc_id",
  "aws_route.route_table_id",
  "aws_route.destination_cidr_block",
  "aws_route.gateway_id",
  "aws_route.nat_gateway_id",
  "aws_route_table_association.route_table_id",
  "aws_route_table_association.subnet_id",
  "aws_nat_gateway.subnet_id",
  ...["ingress", "egress"].flatMap((direction) =>
    [
      "for_each",
      "security_group_id",
      "ip_protocol",
      "from_port",
      "to_port",
      "referenced_security_group_id",
      "cidr_ipv4",
    ].map((argument) => `aws_vpc_security_group_${direction}_rule.${argument}`),
  ),
  "aws_vpc_endpoint.vpc_id",
  "aws_vpc_endpoint.service_name",
  "aws_mq_broker.engine_type",
  "aws_mq_broker.engine_version",
  "aws_mq_broker.host_instance_type",
  "aws_mq_broker.user",
  "aws_mq_broker.user.username",
  "aws_mq_broker.user.password",
  "aws_lambda_event_source_mapping.event_source_arn",
  "aws_lambda_event_source_mapping.function_name",
  "aws_lambda_event_source_mapping.source_access_configuration.type",
  "aws_lambda_event_source_mapping.source_access_configuration.uri",
  "aws_lambda_function.role",
  "aws_lambda_invocation.function_name",
  "aws_lambda_invocation.input",
  "aws_iam_role.assume_role_policy",
  "aws_iam_role_policy.role",
  "aws_iam_role_policy.policy",
  "aws_iam_policy_document.statement.principals.type",
  "aws_iam_policy_document.statement.principals.identifiers",
  "aws_secretsmanager_secret_version.secret_id",
  "aws_vpcs.filter.name",
  "aws_vpcs.filter.values",
]);

/** Types that say nothing about what the mapping reaches or may do: logs, look-ups of names, zones (any will do). */
export const irrelevantTypes: ReadonlySet<string> = new Set([
  "aws_availability_zones",
  "aws_mq_broker_instance_type_offerings",
  "aws_vpc_endpoint_service",
  "terraform_data",
  "aws_cloudwatch_log_group",
  "aws_partition",
  "aws_caller_identity",
  "aws_secretsmanager_random_password",
]);

/** Arguments that say nothing about it: texts for people, names, what a function holds, how Terraform goes about it. */
export const irrelevantArguments: ReadonlySet<string> = new Set([
  "//",
  "tags",
  "description",
  "lifecycle",
  "name_prefix",
  "sid",
  "broker_name",
  "resource aws_security_group.name",
  "aws_iam_role.name",
  "aws_iam_role_policy.name",
  "aws_mq_broker.apply_immediately",
  "aws_mq_broker.logs",
  "aws_mq_broker.timeouts",
  "aws_mq_broker.user",
  "aws_lambda_function.architectures",
  "aws_lambda_function.environment",
  "aws_lambda_function.filename",
  "aws_lambda_function.function_name",
  "aws_lambda_function.handler",
  "aws_lambda_function.memory_size",
  "aws_lambda_function.runtime",
  "aws_lambda_function.source_code_hash",
  "aws_lambda_invocation.input",
  "aws_lambda_invocation.triggers",
  "aws_lambda_invocation.lifecycle_scope",
]);

/** What only our other functions are made of. It can go as a whole; what it says is nobody's business here. */
export const othersOwn = /^(topology\/function|topology\/declaration|publisher|interface-waiter)(\/|$)/;
