import type { SourceFile } from "../../../connectivity";
import { baseFiles, type Completion, exampleFiles } from "../../connectivity/examples/completion";

/** A change that a pull request makes: what is applied already, and what will be. */
export interface Scenario {
  /** None where nothing exists yet. */
  readonly before?: readonly SourceFile[];
  readonly after: readonly SourceFile[];
  /** What an interrupted apply left of a resource, by address in its module. */
  readonly left?: { readonly address: string; readonly as: "tainted" | "deposed" };
}

const base = baseFiles("endpoints");

function changed(completion: Completion, before: Completion = {}): Scenario {
  return { before: exampleFiles("", before), after: exampleFiles("", completion) };
}

/** The base with another name for its broker. */
function renamed(): readonly SourceFile[] {
  return base.map(({ name, text }) => ({
    name,
    text: text
      .replaceAll('"aws_mq_broker" "orders"', '"aws_mq_broker" "main"')
      .replaceAll("aws_mq_broker.orders", "aws_mq_broker.main"),
  }));
}

const file = (name: string, text: string): SourceFile => ({ name, text });

const VERSIONS = file(
  "versions.tf",
  'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n',
);

const logGroups = (days: number): readonly SourceFile[] => [
  VERSIONS,
  file(
    "main.tf",
    `resource "aws_cloudwatch_log_group" "service" {
  count             = 500
  name              = "/services/\${count.index}"
  retention_in_days = ${days}
}
`,
  ),
];

/** What has nothing to do with brokers. */
const otherProject = (settings: string): readonly SourceFile[] => [
  VERSIONS,
  file(
    "main.tf",
    `variable "password" {
  default = "planted-in-another-project"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-of-another-project"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_dynamodb_table" "sessions" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  allocated_storage   = 20
  username            = "main"
  password            = var.password
  skip_final_snapshot = true
${settings}
}
`,
  ),
];

/** Each is a workspace of its own. They are planned together, a module each. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  create: { after: base },
  update: changed({ changed: 'resource "aws_lambda_function" "listener" {\n  timeout = 60\n}' }),
  reboot: changed({
    changed:
      'resource "aws_mq_broker" "orders" {\n  host_instance_type = "mq.m7g.large"\n  apply_immediately = true\n}',
  }),
  waits: changed({ changed: 'resource "aws_mq_broker" "orders" {\n  host_instance_type = "mq.m7g.large"\n}' }),
  broker_replaced: changed({ changed: 'resource "aws_mq_broker" "orders" {\n  broker_name = "orders-of-2027"\n}' }),
  broker_groups: changed({
    changed: 'resource "aws_mq_broker" "orders" {\n  security_groups = [aws_security_group.endpoints.id]\n}',
  }),
  filter_added: changed({
    changed: `resource "aws_lambda_event_source_mapping" "orders" {
  filter_criteria {
    filter {
      pattern = jsonencode({ data = { country = ["planted-in-a-filter"] } })
    }
  }
}`,
  }),
  disabled: changed({ changed: 'resource "aws_lambda_event_source_mapping" "orders" {\n  enabled = false\n}' }),
  endpoint_destroyed: changed({ without: ["aws_vpc_endpoint.sts"] }),
  destroy: { before: base, after: [VERSIONS] },
  moved: {
    before: base,
    after: [...renamed(), file("moved.tf", "moved {\n  from = aws_mq_broker.orders\n  to   = aws_mq_broker.main\n}\n")],
  },
  renamed: { before: base, after: renamed() },
  forgotten: changed({
    without: ["aws_secretsmanager_secret_version.login"],
    added: "removed {\n  from = aws_secretsmanager_secret_version.login\n\n  lifecycle {\n    destroy = false\n  }\n}",
  }),
  tainted: { before: base, after: base, left: { address: "aws_lambda_event_source_mapping.orders", as: "tainted" } },
  deposed: { before: base, after: base, left: { address: "aws_mq_broker.orders", as: "deposed" } },
  access: changed({
    added: `resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.broker.id
  ip_protocol       = "tcp"
  from_port         = 5671
  to_port           = 5671
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_lambda_function_url" "listener" {
  function_name      = aws_lambda_function.listener.function_name
  authorization_type = "NONE"
}`,
    changed:
      'resource "aws_iam_role" "listener" {\n  permissions_boundary = "arn:aws:iam::123456789012:policy/bound"\n}',
  }),
  code: changed({
    changed: 'resource "aws_lambda_invocation" "queue" {\n  input = jsonencode({ queue = "planted-in-an-input" })\n}',
    added:
      'resource "terraform_data" "notice" {\n  provisioner "local-exec" {\n    command = "echo planted-in-a-command"\n  }\n}',
  }),
  many: { before: logGroups(7), after: logGroups(14) },
  other_project: {
    before: otherProject("  publicly_accessible = false"),
    after: otherProject("  publicly_accessible = true"),
  },
};
