import type { RuleCode } from "../../../../connectivity";
import type { Completion } from "../completion";
import { provider } from "../provider";
import { REFUSED } from "./unplanned";

const broker = 'resource "aws_mq_broker" "orders" {';
const mapping = 'resource "aws_lambda_event_source_mapping" "orders" {';

/** Examples of what Amazon MQ takes. */
export const brokerCompletions = {
  "engine-version": { within: broker },
  "instance-type": { within: broker },
  "auto-minor-version-upgrade": { within: broker },
  "broker-unknown": { within: broker },
  "public-broker-security-groups": { within: broker },
  "public-broker-subnet": { within: broker, without: ["aws_mq_broker.orders.security_groups"] },
  "deployment-mode": { within: broker, added: subnets({ a: "eu-west-1a", b: "eu-west-1b" }) },
  "subnet-zones": { within: broker, added: subnets({ a1: "eu-west-1a", a2: "eu-west-1a" }) },
  "subnets-and-groups": { within: broker, without: ["aws_mq_broker.orders.security_groups"] },
  "subnets-and-groups-unknown": { within: broker, without: ["aws_mq_broker.orders.security_groups"] },
  "security-group-count": {
    within: broker,
    added: ["a", "b", "c", "d", "e", "f"]
      .map(
        (name) => `
resource "aws_security_group" "${name}" {
  vpc_id = aws_vpc.main.id
}
`,
      )
      .join(""),
  },
  "audit-log": { within: broker, unplanned: REFUSED },
  "broker-user": { within: broker },
  "authentication-strategy": { within: broker, unplanned: "Only later versions of the provider take it." },
  "broker-account": {
    within: mapping,
    changed: `
resource "aws_lambda_event_source_mapping" "orders" {
  function_name = "arn:aws:lambda:eu-west-1:123456789012:function:listener"
}
`,
  },
  "broker-region": {
    added: [provider("eu-central-1"), provider("eu-west-1", "ireland")].join("\n"),
  },
  "virtual-host": { unplanned: "It needs a provider for RabbitMQ." },
  "queue-undeclared": { within: mapping, without: ["aws_lambda_invocation.queue"] },
} satisfies Partial<Record<RuleCode, Completion>>;

function subnets(zones: Readonly<Record<string, string>>): string {
  return Object.entries(zones)
    .map(
      ([name, zone], index) => `
resource "aws_subnet" "${name}" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${index + 10}.0/24"
  availability_zone = "${zone}"
}
`,
    )
    .join("");
}
