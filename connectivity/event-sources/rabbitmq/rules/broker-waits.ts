import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { textOf } from "../../../terraform/model/shown-values";
import { isOn, isUpdated } from "../../amazon-mq/broker-update";
import { changedWithReboot } from "../../amazon-mq/rules/broker-reboots";
import { asSent } from "../version-update";
import { compare, versionOf } from "../versions";

const SOURCE = "https://github.com/hashicorp/terraform-provider-aws/pull/36506";

/** An apply whose changes take effect later. */
export const brokerWaits = rule({
  code: "broker-waits",
  severity: "note",
  effect: "none",
  kind: "apply",
  title: "The broker waits for its maintenance window",
  meaning:
    "Without apply_immediately, which is the provider's default, another version, instance type, configuration or logs take effect in the next maintenance window, or when the broker is rebooted. Until then every plan shows the change again.",
  example: '# ~ engine_version = "4.2" -> "4.3"\napply_immediately = false',
  source: SOURCE,
  check({ broker }: BrokerAlone, found) {
    const changed = changedWithReboot(broker).filter((argument) => argument !== "engine_version" || !isCut(broker));
    if (changed.length === 0 || isOn(broker.get("apply_immediately")) !== "no") return [];
    return [found(broker, { broker: broker.address, changed })];
  },
});

/** A patch level that the provider does not send. */
export const patchLevel = rule({
  code: "patch-level",
  severity: "note",
  effect: "none",
  kind: "apply",
  title: "The patch level is Amazon MQ's to choose",
  meaning:
    "With automatic minor version upgrades the provider cuts the patch level off, and Amazon MQ keeps the broker at the latest one. Nothing changes, and every plan shows the difference again.",
  example: '# ~ engine_version = "3.13" -> "3.13.7"',
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/38930",
  check({ broker }: BrokerAlone, found) {
    const version = versionOf(textOf(broker.get("engine_version")));
    if (!isUpdated(broker) || !isCut(broker) || version === null) return [];
    return [found(broker, { broker: broker.address, series: version.series })];
  },
});

/** Whether the version changes by a patch level that the provider does not send. */
function isCut(broker: Instance): boolean {
  const version = versionOf(textOf(broker.get("engine_version")));
  const present = versionOf(textOf(broker.before("engine_version")));
  if (version === null || version.patch === null || present === null) return false;
  const sent = asSent(version, isOn(broker.get("auto_minor_version_upgrade")) === "yes");
  return sent.patch === null && compare(sent, present) === 0;
}
