import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { textOf } from "../../../terraform/model/shown-values";
import { changes, isOn, isUpdated } from "../../amazon-mq/broker-update";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";
import { asSent, sendsVersion } from "../version-update";
import { compare, isPatchedByAmazon, versionOf } from "../versions";
import { runsOn } from "./instance-type";

/** Updates whose result is fine, and which the provider asks for in an order that Amazon MQ refuses. */
export const updateOrder = rule({
  code: "update-order",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "The broker takes these changes in two applies",
  meaning:
    "The provider sends the engine's version, then the instance type, then auto_minor_version_upgrade, each as a request of its own. Amazon MQ refuses a version that the present type does not run, or that needs the minor version upgrades which are still off.",
  example: '# ~ engine_version     = "3.13" -> "4.2"\n# ~ host_instance_type = "mq.m5.large" -> "mq.m7g.large"',
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/40806",
  check({ broker }: BrokerAlone, found) {
    if (!isUpdated(broker) || sendsVersion(broker) === "no") return [];
    const on = isOn(broker.get("auto_minor_version_upgrade")) === "yes";
    const version = versionOf(textOf(broker.get("engine_version")));
    const present = versionOf(textOf(broker.before("engine_version")));
    if (version === null || present === null) return [];
    const sent = asSent(version, on);
    const isUpgrade = compare(sent, present) > 0 && sent.series !== present.series;
    const wasOn = isOn(broker.before("auto_minor_version_upgrade")) === "yes";
    const facts = { broker: broker.address, series: sent.series };
    const type = textOf(broker.before("host_instance_type"));
    if (isUpgrade && type !== null && changes(broker, "host_instance_type") !== "no" && !runsOn(sent.series, type)) {
      return [found(broker, { later: "instance-type", ...facts, type })];
    }
    if (!on || wasOn || !isPatchedByAmazon(sent)) return [];
    return isUpgrade
      ? [found(broker, { later: "minor-version-upgrades", ...facts })]
      : [brokerUnknown.found(broker, { open: "order", ...facts })];
  },
});
