import type { Instance, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import { isSame } from "./plan-of-broker";
import type { BrokerSubjects } from "./subjects";

/** What a plan does to a broker that exists. */
export function brokerChange({ broker }: BrokerSubjects): readonly Finding[] {
  if (broker.mode !== "managed") return [];
  if (broker.change === "replace") {
    const why = `The plan replaces ${broker.address}: the messages, queues and users on the present broker are lost.`;
    return [
      finding("broker-replaced", broker, why, "Empty the queues first, or take back what forces the replacement."),
    ];
  }
  return broker.change === "update" ? groupsChange(broker) : [];
}

const REMEDY = "Keep the groups and change their rules, or replace the broker.";

function groupsChange(broker: Instance): readonly Finding[] {
  const groups = broker.get("security_groups");
  if (isSame(broker.before("security_groups"), groups)) return [];
  const fresh = newGroup(groups);
  if (fresh === "maybe") {
    const why = `Whether the security groups of ${broker.address} change, which Amazon MQ refuses for RabbitMQ, is known after apply only.`;
    return [finding("broker-unknown", broker, why, REMEDY)];
  }
  const cause = fresh === null ? "" : `, because the plan ${fresh.change}s ${fresh.address}`;
  const why = `The plan changes the security groups of ${broker.address}${cause}, which Amazon MQ refuses for RabbitMQ.`;
  return [finding("security-groups-changed", broker, why, REMEDY)];
}

/** A group that does not exist yet: no present group's id can be it. Null when all ids are known. */
function newGroup(value: Value): Instance | "maybe" | null {
  if (value.kind === "scalar") return null;
  if (value.kind === "list") {
    const found = value.items.map(newGroup).filter((one) => one !== null);
    const certain = found.find((one) => one !== "maybe");
    return certain ?? (found.length > 0 || value.open !== null ? "maybe" : null);
  }
  if (value.kind !== "pointer") return "maybe";
  const fresh = value.targets.filter(({ instance }) => instance.change === "create" || instance.change === "replace");
  const [target] = fresh;
  return target !== undefined && fresh.length === value.targets.length ? target.instance : "maybe";
}
