import { text } from "../../../aws/iam/values";
import type { BrokerSubjects } from "../../../mapping/findings/subjects";
import { rule } from "../../../rules/rule";
import { asSent, changes, isUpdated, sendsVersion } from "../broker-update";
import { compare, isPatchedByAmazon, versionOf } from "../versions";
import { isOn } from "./auto-minor-version-upgrade";
import { brokerUnknown } from "./broker-unknown";
import { isTooOldFor } from "./instance-type";

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
  check({ broker }: BrokerSubjects, found) {
    if (!isUpdated(broker) || sendsVersion(broker) === "no") return [];
    const on = isOn(broker.get("auto_minor_version_upgrade")) === "yes";
    const version = versionOf(text(broker.get("engine_version")));
    const present = versionOf(text(broker.before("engine_version")));
    if (version === null || present === null) return [];
    const sent = asSent(version, on);
    const isUpgrade = compare(sent, present) > 0 && sent.series !== present.series;
    const wasOn = isOn(broker.before("auto_minor_version_upgrade")) === "yes";
    if (isUpgrade && changes(broker, "host_instance_type") !== "no" && isTooOldFor(sent.series, broker)) {
      const type = text(broker.before("host_instance_type"));
      const why = `The provider asks for RabbitMQ ${sent.series} before it changes the instance type of ${broker.address}, and Amazon MQ refuses that version on ${type}.`;
      const remedy = `Change host_instance_type alone, reboot the broker or wait for its maintenance window, and change engine_version after that.`;
      return [found(broker, why, remedy)];
    }
    if (!on || wasOn || !isPatchedByAmazon(sent)) return [];
    const remedy = "Set auto_minor_version_upgrade = true alone, and make the other changes in the next apply.";
    if (isUpgrade) {
      const why = `The provider asks for RabbitMQ ${sent.series} before it turns on auto_minor_version_upgrade of ${broker.address}, and Amazon MQ refuses that version without it.`;
      return [found(broker, why, remedy)];
    }
    const why = `Whether Amazon MQ takes the change of ${broker.address} is not known: the provider sends RabbitMQ ${sent.series} before it turns on auto_minor_version_upgrade.`;
    return [brokerUnknown.found(broker, why, remedy)];
  },
});
