import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { blocksOf, flagOf } from "../../../terraform/model/shown-values";
import { isMade } from "../../amazon-mq/broker-update";

/** Logs that RabbitMQ brokers do not have. */
export const auditLog = rule({
  code: "audit-log",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Audit logs on a RabbitMQ broker",
  meaning: "RabbitMQ brokers have general logs only.",
  example: "logs {\n  audit = true\n}",
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker }: BrokerAlone, found) {
    const { blocks } = blocksOf(broker.get("logs"), broker.address);
    const isAsked = blocks.some((block) => flagOf(block.get("audit")) === true);
    return isMade(broker) && isAsked ? [found(broker, { broker: broker.address })] : [];
  },
});
