import { text } from "../../../aws/iam/values";
import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { asSent, changes, isUpdated } from "../broker-update";
import { compare, versionOf } from "../versions";
import { isOn } from "./auto-minor-version-upgrade";

const SOURCE = "https://github.com/hashicorp/terraform-provider-aws/pull/36506";

/**
 * Arguments whose change takes effect with a reboot. Minor version upgrades, the maintenance window and tags need none.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/36506
 */
const WITH_REBOOT = ["engine_version", "host_instance_type", "configuration", "logs", "data_replication_mode"];

/** An apply that reboots the broker. */
export const brokerReboots = rule({
  code: "broker-reboots",
  severity: "note",
  effect: "none",
  kind: "apply",
  title: "The apply reboots the broker",
  meaning:
    "With apply_immediately the provider reboots the broker for another version, instance type, configuration or logs. Connections break meanwhile, and messages that are not persistent are lost; the mapping polls again by itself. During a major upgrade Amazon MQ blocks all connections, the longer the fuller the queues are.",
  example: '# ~ host_instance_type = "mq.m7g.medium" -> "mq.m7g.large"\napply_immediately = true',
  source: SOURCE,
  check({ broker }: BrokerSubjects, found) {
    const changed = changedOf(broker);
    if (changed.length === 0 || isOn(broker.get("apply_immediately")) !== "yes") return [];
    return [found(broker, { broker: broker.address, changed })];
  },
});

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
  check({ broker }: BrokerSubjects, found) {
    const changed = changedOf(broker).filter((argument) => argument !== "engine_version" || !isCut(broker));
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
  check({ broker }: BrokerSubjects, found) {
    const version = versionOf(text(broker.get("engine_version")));
    if (!isUpdated(broker) || !isCut(broker) || version === null) return [];
    return [found(broker, { broker: broker.address, series: version.series })];
  },
});

function changedOf(broker: Instance): readonly string[] {
  return isUpdated(broker) ? WITH_REBOOT.filter((argument) => changes(broker, argument) === "yes") : [];
}

/** Whether the version changes by a patch level that the provider does not send. */
function isCut(broker: Instance): boolean {
  const version = versionOf(text(broker.get("engine_version")));
  const present = versionOf(text(broker.before("engine_version")));
  if (version === null || version.patch === null || present === null) return false;
  const sent = asSent(version, isOn(broker.get("auto_minor_version_upgrade")) === "yes");
  return sent.patch === null && compare(sent, present) === 0;
}
