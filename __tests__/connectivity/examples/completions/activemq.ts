import type { RuleCode } from "../../../../connectivity";
import type { Completion } from "../completion";

/** What makes the base's broker one on ActiveMQ. */
const activemq: Completion = {
  within: 'resource "aws_mq_broker" "orders" {',
  added: `
resource "terraform_data" "settings" {
  input            = { mode = "SINGLE_INSTANCE" }
  triggers_replace = timestamp()
}
`,
  changed: `
resource "aws_mq_broker" "orders" {
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.m5.large"
}

resource "aws_vpc_security_group_ingress_rule" "amqps" {
  from_port = 61617
  to_port   = 61617
}
`,
};

const simple = { ...activemq, mended: brokerWith('authentication_strategy = "simple"') };
const single = { ...activemq, mended: brokerWith('deployment_mode = "SINGLE_INSTANCE"') };

/** Examples of brokers on ActiveMQ. */
export const activemqCompletions = {
  "activemq-authentication": simple,
  "activemq-authentication-unknown": {
    ...simple,
    added: `
resource "terraform_data" "settings" {
  input = { strategy = timestamp() == "" ? "ldap" : "simple" }
}
`,
  },
  "activemq-deployment-mode": single,
  "activemq-deployment-mode-unknown": single,
} satisfies Partial<Record<RuleCode, Completion>>;

function brokerWith(argument: string): string {
  return `resource "aws_mq_broker" "orders" {\n  ${argument}\n}\n`;
}
