import { isUnset, text } from "../../../aws/iam/values";
import { isBlank } from "../../../aws/network/values";
import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import { isCreated } from "../../amazon-mq/broker-update";
import { countOf } from "../../amazon-mq/count";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";

/** The modes of ActiveMQ, and how many subnets each takes. Several subnets alone do not make a pair. */
const SUBNETS = new Map([
  ["SINGLE_INSTANCE", 1],
  ["ACTIVE_STANDBY_MULTI_AZ", 2],
]);

/** A mode that ActiveMQ does not have, or a number of subnets that it does not take. */
export const deploymentMode = rule({
  code: "activemq-deployment-mode",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Deployment mode and subnets of an ActiveMQ broker do not fit",
  meaning:
    "SINGLE_INSTANCE takes exactly one subnet, ACTIVE_STANDBY_MULTI_AZ exactly two. CLUSTER_MULTI_AZ is for RabbitMQ.",
  example: 'engine_type     = "ActiveMQ"\ndeployment_mode = "CLUSTER_MULTI_AZ"',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker }: BrokerSubjects, found) {
    if (!isCreated(broker)) return [];
    const given = broker.get("deployment_mode");
    const mode = isUnset(given) ? "SINGLE_INSTANCE" : text(given);
    if (mode === null) return [brokerUnknown.found(broker, { open: "deployment-mode", broker: broker.address })];
    const takes = SUBNETS.get(mode);
    if (takes === undefined) return [found(broker, { why: "not-for-activemq", broker: broker.address, mode })];
    if (isBlank(broker, "subnet_ids")) return [];
    const { least, most } = countOf(broker.get("subnet_ids"));
    if (least > takes || most < takes) {
      const facts = { broker: broker.address, mode, takes, least, more: most > least };
      return [found(broker, { why: "number-of-subnets", ...facts })];
    }
    return least === most ? [] : [brokerUnknown.found(broker, { open: "number-of-subnets", broker: broker.address })];
  },
});
