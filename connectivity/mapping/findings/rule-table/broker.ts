import type { RuleEntry } from "../../../rules/rule";

const CREATE_BROKER = "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html";

/** Rules about the broker. */
export const brokerRules = {
  "public-broker-security-groups": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "A public RabbitMQ broker with security groups",
    meaning: "Amazon MQ refuses security groups on a RabbitMQ broker that is publicly accessible.",
    example: "publicly_accessible = true\nsecurity_groups     = [aws_security_group.broker.id]",
    source: "https://github.com/cloudposse/terraform-aws-mq-broker/pull/42",
  },
  "deployment-mode": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Deployment mode and subnets do not fit",
    meaning: "SINGLE_INSTANCE takes exactly one subnet. ACTIVE_STANDBY_MULTI_AZ is for ActiveMQ.",
    example: 'deployment_mode = "SINGLE_INSTANCE"\nsubnet_ids      = [aws_subnet.a.id, aws_subnet.b.id]',
    source: CREATE_BROKER,
  },
  "subnet-zones": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Two of a cluster's subnets are in one zone",
    meaning: "The subnets of a cluster have to be in different availability zones.",
    example:
      'deployment_mode = "CLUSTER_MULTI_AZ"\nsubnet_ids      = [aws_subnet.a1.id, aws_subnet.a2.id] # both eu-west-1a',
    source: CREATE_BROKER,
  },
  "subnets-and-groups": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Only subnets, or only security groups, outside the default VPC",
    meaning: "Amazon MQ takes what is left out from the default VPC, and refuses a mix of two VPCs.",
    example: "subnet_ids = [aws_subnet.private.id] # and no security_groups",
    source: "https://github.com/aws-controllers-k8s/community/issues/1517",
  },
  "subnets-and-groups-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "refused",
    title: "Only subnets, or only security groups, and not known whether of the default VPC",
    meaning: "Amazon MQ takes what is left out from the default VPC, and refuses a mix of two VPCs.",
    example: 'subnet_ids = ["subnet-0a1b2c3d"] # and no security_groups',
    source: "https://github.com/aws-controllers-k8s/community/issues/1517",
  },
  "broker-user": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "The broker's user is not what Amazon MQ takes",
    meaning:
      "A RabbitMQ broker is made with exactly one user: 2 to 100 of A-Z a-z 0-9 - . _ and not guest; password of at least 12 characters, 4 of them different, without , : and =.",
    example: 'user {\n  username = "guest"\n  password = var.password\n}',
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-amazonmq-broker-user.html",
  },
  "security-group-count": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "More than five security groups",
    meaning: "Amazon MQ takes at most five.",
    example: "security_groups = aws_security_group.broker[*].id # six of them",
    source: CREATE_BROKER,
  },
  "audit-log": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Audit logs on a RabbitMQ broker",
    meaning: "RabbitMQ brokers have general logs only.",
    example: "logs {\n  audit = true\n}",
    source: CREATE_BROKER,
  },
  "broker-account": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Broker and function are in different accounts",
    meaning: "Lambda does not process messages of a broker in another account.",
    example: 'event_source_arn = "arn:aws:mq:eu-west-1:210987654321:broker:orders:b-1" # function in 123456789012',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  },
  "broker-region": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Broker and mapping are in different Regions",
    meaning: "A mapping belongs to a Region, and Lambda there does not know brokers of another one.",
    example:
      'resource "aws_mq_broker" "orders" {\n  provider = aws.ireland\n}\nresource "aws_lambda_event_source_mapping" "orders" {\n  event_source_arn = aws_mq_broker.orders.arn # and no provider\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
  },
} as const satisfies Record<string, RuleEntry>;
