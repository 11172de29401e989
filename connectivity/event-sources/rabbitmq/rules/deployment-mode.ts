import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { isLeftToAws, isUnset, textOf } from "../../../terraform/model/shown-values";
import { isCreated } from "../../amazon-mq/broker-update";
import { countOf } from "../../amazon-mq/count";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";

/** A mode that RabbitMQ does not have, or a number of subnets that it does not take. */
export const deploymentMode = rule({
  code: "deployment-mode",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Deployment mode and subnets do not fit",
  meaning: "SINGLE_INSTANCE takes exactly one subnet. ACTIVE_STANDBY_MULTI_AZ is for ActiveMQ.",
  example: 'deployment_mode = "SINGLE_INSTANCE"\nsubnet_ids      = [aws_subnet.a.id, aws_subnet.b.id]',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker }: BrokerAlone, found) {
    if (!isCreated(broker)) return [];
    const given = broker.get("deployment_mode");
    const mode = isUnset(given) ? "SINGLE_INSTANCE" : textOf(given);
    if (mode === null) return [brokerUnknown.found(broker, { open: "deployment-mode", broker: broker.address })];
    if (mode === "ACTIVE_STANDBY_MULTI_AZ") return [found(broker, { why: "not-for-rabbitmq", broker: broker.address })];
    if (mode !== "SINGLE_INSTANCE" || isLeftToAws(broker, "subnet_ids")) return [];
    const { least, most } = countOf(broker.get("subnet_ids"));
    if (least > 1) {
      return [found(broker, { why: "number-of-subnets", broker: broker.address, least, more: most > least })];
    }
    return most === 1 ? [] : [brokerUnknown.found(broker, { open: "number-of-subnets", broker: broker.address })];
  },
});
