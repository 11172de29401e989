import { isLeftBlank, isUnset } from "../../aws/iam/values";
import { isMade } from "../../event-sources/rabbitmq/broker-update";
import { notShown } from "../../event-sources/rabbitmq/rules/broker-unknown";
import type { Instance, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { BrokerSubjects } from "./subjects";

/** Arguments that Amazon MQ refuses when it creates or changes a RabbitMQ broker. */
export function brokerArguments({ broker }: BrokerSubjects): readonly Finding[] {
  return [...auditLog(broker), ...publicGroups(broker)];
}

function auditLog(broker: Instance): readonly Finding[] {
  if (!isMade(broker)) return [];
  const logs = broker.get("logs");
  const blocks = logs.kind === "list" ? logs.items : [logs];
  const audit = blocks.some((block) => block.kind === "block" && isTrue(block.get("audit")));
  if (!audit) return [];
  return [
    finding(
      "audit-log",
      broker,
      `${broker.address} asks for audit logs, which RabbitMQ brokers do not have.`,
      "Remove audit = true from logs.",
    ),
  ];
}

function publicGroups(broker: Instance): readonly Finding[] {
  const groups = broker.get("security_groups");
  const access = broker.get("publicly_accessible");
  if (!isMade(broker) || isUnset(groups) || isLeftBlank(groups, broker)) return [];
  if (access.kind !== "scalar") return notShown(broker, "publicly_accessible");
  if (!isTrue(access)) return [];
  if (groups.kind === "unknown") return notShown(broker, "security_groups");
  const why = `${broker.address} is publicly accessible and has security groups, which Amazon MQ refuses for RabbitMQ.`;
  return [
    finding(
      "public-broker-security-groups",
      broker,
      why,
      "Remove security_groups, or set publicly_accessible = false.",
    ),
  ];
}

function isTrue(value: Value): boolean {
  return value.kind === "scalar" && (value.value === true || value.value === "true");
}
