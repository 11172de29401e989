import type { Composition, Service } from "./composition";

/** Zones of the broker's subnets, and their ranges. */
export const ZONES = { a: "10.0.1.0/24", b: "10.0.2.0/24" } as const;
export const NETWORK = "10.0.0.0/16";
const ELSEWHERE = "192.168.0.0/16";

/** The actions that the role of the mapping is allowed on any resource. */
export function anywhere({ lacks }: Composition): readonly string[] {
  const actions = [
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSecurityGroups",
  ];
  return [...actions, "DescribeSubnets", "DescribeVpcs"]
    .map((action) => `ec2:${action}`)
    .filter((action) => action !== lacks);
}

/** The action that the role is allowed on one thing, or one that is of no use. */
export function unlessLacking({ lacks }: Composition, action: string): string {
  return action === lacks ? "sqs:ReceiveMessage" : action;
}

/** Fields of the secret. */
export function loginOf({ secret }: Composition): string {
  const name = 'username = "app"';
  return secret === "whole" ? `${name}, password = "four-plain-words-here"` : name;
}

export function rangesOf(admits: "network" | "others"): string {
  return `["${admits === "network" ? NETWORK : ELSEWHERE}"]`;
}

/** A configuration without modules, local values, loops and functions: what it makes is what it says. */
export function flat(composition: Composition, name: string): string {
  const { nodes, endpoints, brokerAdmits, endpointsAdmit } = composition;
  const zones = Object.entries(ZONES);
  return `
resource "aws_vpc" "main" {
  cidr_block           = "${NETWORK}"
  enable_dns_hostnames = true
}
${zones
  .map(
    ([zone, range]) => `
resource "aws_subnet" "${zone}" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "${range}"
  availability_zone = "eu-west-1${zone}"
}

resource "aws_route_table_association" "${zone}" {
  subnet_id      = aws_subnet.${zone}.id
  route_table_id = aws_route_table.private.id
}
`,
  )
  .join("")}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}
${wayOut(composition)}
resource "aws_security_group" "broker" {
  name   = "${name}-broker"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = ${brokerAdmits === "https" ? 443 : 5671}
    to_port     = ${brokerAdmits === "https" ? 443 : 5671}
    protocol    = "tcp"
    ${brokerAdmits === "itself" ? "self = true" : `cidr_blocks = ${rangesOf(brokerAdmits === "others" ? "others" : "network")}`}
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "endpoints" {
  name   = "${name}-endpoints"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    ${endpointsAdmit === "broker" ? "security_groups = [aws_security_group.broker.id]" : `cidr_blocks = ${rangesOf(endpointsAdmit)}`}
  }
}
${endpoints.map((service) => endpoint(service, composition)).join("")}
resource "aws_mq_broker" "orders" {
  broker_name                = "${name}"
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m7g.medium"
  auto_minor_version_upgrade = true
  deployment_mode            = "${nodes === "one" ? "SINGLE_INSTANCE" : "CLUSTER_MULTI_AZ"}"
  subnet_ids                 = [${nodes === "one" ? "aws_subnet.a.id" : "aws_subnet.a.id, aws_subnet.b.id"}]
  security_groups            = [aws_security_group.broker.id]

  user {
    username = "admin"
    password = "correct-horse-battery"
  }
}

resource "aws_secretsmanager_secret" "login" {
  name = "${name}"
}

resource "aws_secretsmanager_secret_version" "login" {
  secret_id     = aws_secretsmanager_secret.login.id
  secret_string = jsonencode({ ${loginOf(composition)} })
}

resource "aws_iam_role" "listener" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

data "aws_iam_policy_document" "listener" {
  statement {
    actions   = ${JSON.stringify(anywhere(composition))}
    resources = ["*"]
  }

  statement {
    actions   = ["${unlessLacking(composition, "mq:DescribeBroker")}"]
    resources = [aws_mq_broker.orders.arn]
  }

  statement {
    actions   = ["${unlessLacking(composition, "secretsmanager:GetSecretValue")}"]
    resources = [aws_secretsmanager_secret.login.arn]
  }
}

resource "aws_iam_role_policy" "listener" {
  role   = aws_iam_role.listener.id
  policy = data.aws_iam_policy_document.listener.json
}

resource "aws_lambda_function" "listener" {
  function_name = "${name}"
  role          = aws_iam_role.listener.arn
  s3_bucket     = "code"
  s3_key        = "listener.zip"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_mq_broker.orders.arn
  function_name    = aws_lambda_function.listener.arn
  queues           = ["orders"]

  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = aws_secretsmanager_secret.login.arn
  }
}
`;
}

function wayOut({ route }: Composition): string {
  if (route === "none") return "";
  const gateway = `
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
`;
  if (route === "internet-gateway")
    return `${gateway}
resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
`;
  return `${gateway}
resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.101.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}

resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
`;
}

function endpoint(service: Service, { privateDns }: Composition): string {
  return `
resource "aws_vpc_endpoint" "${service}" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${service}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = ${privateDns}
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
`;
}
