import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { flagOf, isLeftToAws } from "../../../terraform/model/shown-values";
import { isMade } from "../../amazon-mq/broker-update";
import { notShown } from "../../amazon-mq/rules/broker-unknown";

/** Public brokers have no security groups. */
export const publicBrokerSecurityGroups = rule({
  code: "public-broker-security-groups",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "A public RabbitMQ broker with security groups",
  meaning: "Amazon MQ refuses security groups on a RabbitMQ broker that is publicly accessible.",
  example: "publicly_accessible = true\nsecurity_groups     = [aws_security_group.broker.id]",
  source: "https://github.com/cloudposse/terraform-aws-mq-broker/pull/42",
  check({ broker }: BrokerAlone, found) {
    const access = broker.get("publicly_accessible");
    if (!isMade(broker) || isLeftToAws(broker, "security_groups")) return [];
    if (access.kind !== "scalar") return notShown(broker, "publicly_accessible");
    if (flagOf(access) !== true) return [];
    if (broker.get("security_groups").kind === "unknown") return notShown(broker, "security_groups");
    return [found(broker, { broker: broker.address })];
  },
});
