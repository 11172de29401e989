import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";

/** A broker that the plan replaces. */
export const brokerReplaced = rule({
  code: "broker-replaced",
  severity: "warning",
  effect: "none",
  kind: "apply",
  title: "The broker is replaced",
  meaning: "Every message, queue, user and permission on the present broker is lost.",
  example: "# aws_mq_broker.orders must be replaced",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mq_broker",
  check({ broker }: BrokerAlone, found) {
    if (broker.mode !== "managed" || broker.change !== "replace") return [];
    return [found(broker, { broker: broker.address })];
  },
});
