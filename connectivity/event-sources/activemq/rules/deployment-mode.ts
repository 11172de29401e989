import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { isLeftToAws, isUnset, textOf } from "../../../terraform/model/shown-values";
import { isCreated } from "../../amazon-mq/broker-update";
import { countOf } from "../../amazon-mq/count";

/** The modes of ActiveMQ, and how many subnets each takes. Several subnets alone do not make a pair. */
const SUBNETS = new Map([
  ["SINGLE_INSTANCE", 1],
  ["ACTIVE_STANDBY_MULTI_AZ", 2],
]);

const API = "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html";
const MEANING =
  "SINGLE_INSTANCE takes exactly one subnet, ACTIVE_STANDBY_MULTI_AZ exactly two. CLUSTER_MULTI_AZ is for RabbitMQ.";

export const deploymentModeUnknown = rule({
  code: "activemq-deployment-mode-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "refused",
  title: "Whether deployment mode and subnets of an ActiveMQ broker fit is not known",
  meaning: MEANING,
  example: 'engine_type     = "ActiveMQ"\ndeployment_mode = terraform_data.settings.output.mode',
  source: API,
});

/** A mode that ActiveMQ does not have, or a number of subnets that it does not take. */
export const deploymentMode = rule({
  code: "activemq-deployment-mode",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Deployment mode and subnets of an ActiveMQ broker do not fit",
  meaning: MEANING,
  example: 'engine_type     = "ActiveMQ"\ndeployment_mode = "CLUSTER_MULTI_AZ"',
  source: API,
  check({ broker }: BrokerAlone, found) {
    if (!isCreated(broker)) return [];
    const given = broker.get("deployment_mode");
    const mode = isUnset(given) ? "SINGLE_INSTANCE" : textOf(given);
    if (mode === null) return [deploymentModeUnknown.found(broker, { open: "mode", broker: broker.address })];
    const takes = SUBNETS.get(mode);
    if (takes === undefined) return [found(broker, { why: "not-for-activemq", broker: broker.address, mode })];
    if (isLeftToAws(broker, "subnet_ids")) return [];
    const { least, most } = countOf(broker.get("subnet_ids"));
    if (least > takes || most < takes) {
      const facts = { broker: broker.address, mode, takes, least, more: most > least };
      return [found(broker, { why: "number-of-subnets", ...facts })];
    }
    if (least === most) return [];
    return [deploymentModeUnknown.found(broker, { open: "number-of-subnets", broker: broker.address, mode, takes })];
  },
});
