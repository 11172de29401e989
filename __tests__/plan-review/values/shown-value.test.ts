import { shownValue } from "../../../plan-review/values/shown-value";

test.each<[string, string, unknown]>([
  ["aws_mq_broker", "engine_version", "3.13"],
  ["aws_mq_broker", "engine_version", "3.13.7"],
  ["aws_mq_broker", "host_instance_type", "mq.m7g.2xlarge"],
  ["aws_mq_broker", "publicly_accessible", false],
  ["aws_mq_broker", "id", "b-01234567-89ab-cdef-0123-456789abcdef"],
  ["aws_subnet", "cidr_block", "10.0.0.0/24"],
  ["aws_subnet", "availability_zone", "us-gov-west-1a"],
  ["aws_vpc_security_group_ingress_rule", "cidr_ipv6", "2001:db8::/32"],
  ["aws_vpc_security_group_ingress_rule", "cidr_ipv6", "::/0"],
  ["aws_security_group_rule", "cidr_blocks", ["10.0.0.0/8", "0.0.0.0/0"]],
  ["aws_security_group", "id", "sg-0123456789abcdef0"],
  ["aws_instance", "instance_type", "u-6tb1.56xlarge"],
  ["aws_db_instance", "instance_class", "db.t4g.micro"],
  ["aws_cloudwatch_log_group", "retention_in_days", 14],
])("%s.%s is shown: %j", (type, attribute, value) => {
  expect(shownValue(type, attribute, value)).toEqual(value);
});

test.each<[string, string, unknown]>([
  ["aws_mq_broker", "broker_name", "orders"],
  ["aws_mq_broker", "user", [{ username: "a" }]],
  ["aws_mq_broker", "engine_version", "hunter2"],
  ["aws_mq_broker", "engine_version", "4.2 or hunter2"],
  ["aws_mq_broker", "engine_version", { toString: () => "4.2" }],
  ["aws_mq_broker", "host_instance_type", "mq.m7g.large\nhunter2"],
  ["aws_mq_broker", "publicly_accessible", "true"],
  ["aws_mq_broker", "id", "hunter2"],
  ["aws_subnet", "cidr_block", "hunter2/24"],
  ["aws_security_group_rule", "cidr_blocks", ["10.0.0.0/8", "hunter2"]],
  ["aws_security_group_rule", "cidr_blocks", Array(21).fill("10.0.0.0/8")],
  ["aws_lambda_function", "environment", [{ variables: {} }]],
  ["aws_lambda_invocation", "input", "{}"],
  ["aws_cloudwatch_log_group", "retention_in_days", Number.NaN],
  ["test_thing", "id", "x"],
  ["constructor", "name", "x"],
  ["aws_mq_broker", "constructor", "x"],
  ["aws_mq_broker", "engine_version", undefined],
])("%s.%s is not: %j", (type, attribute, value) => {
  expect(shownValue(type, attribute, value)).toBeUndefined();
});
