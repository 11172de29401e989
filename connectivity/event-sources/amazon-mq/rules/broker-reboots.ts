import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { changes, isOn, isUpdated } from "../broker-update";

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
  source: "https://github.com/hashicorp/terraform-provider-aws/pull/36506",
  check({ broker }: BrokerAlone, found) {
    const changed = changedWithReboot(broker);
    if (changed.length === 0 || isOn(broker.get("apply_immediately")) !== "yes") return [];
    return [found(broker, { broker: broker.address, changed })];
  },
});

/** The arguments that an update changes and that take effect with a reboot. */
export function changedWithReboot(broker: Instance): readonly string[] {
  return isUpdated(broker) ? WITH_REBOOT.filter((argument) => changes(broker, argument) === "yes") : [];
}
