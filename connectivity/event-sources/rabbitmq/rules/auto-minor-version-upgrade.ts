import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { isOn, isSet } from "../../amazon-mq/broker-update";
import { notShown } from "../../amazon-mq/rules/broker-unknown";

/** Amazon MQ takes no RabbitMQ broker of today's versions without minor version upgrades. */
export const autoMinorVersionUpgrade = rule({
  code: "auto-minor-version-upgrade",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Automatic minor version upgrades are off",
  meaning: "Amazon MQ refuses RabbitMQ 3.13 and later without them. The provider's default is off.",
  example: 'engine_version             = "4.2"\nauto_minor_version_upgrade = false',
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/42516",
  check({ broker }: BrokerAlone, found) {
    if (!isSet(broker, "auto_minor_version_upgrade") && !isSet(broker, "engine_version")) return [];
    const on = isOn(broker.get("auto_minor_version_upgrade"));
    if (on === "unknown") return notShown(broker, "auto_minor_version_upgrade");
    return on === "yes" ? [] : [found(broker, { broker: broker.address })];
  },
});
