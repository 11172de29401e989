import { isLeftBlank, isUnset, text } from "../../aws/iam/values";
import { isCreated, isMade } from "../../event-sources/rabbitmq/broker-update";
import { brokerUnknown } from "../../event-sources/rabbitmq/rules/broker-unknown";
import type { Answer } from "../../proof/answer";
import type { Instance, Model, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { BrokerSubjects } from "./subjects";

const MOST_GROUPS = 5;
const SUBNETS = ["aws_subnet", "aws_default_subnet"];
const GROUPS = ["aws_security_group", "aws_default_security_group"];
const VPCS = ["aws_vpc", "aws_default_vpc"];

/** Whether the broker's deployment mode, subnets and security groups fit each other. */
export function brokerPlacement({ broker, model }: BrokerSubjects): readonly Finding[] {
  if (!isMade(broker)) return [];
  const groups = groupCount(broker);
  return isCreated(broker)
    ? [...groups, ...deploymentMode(broker), ...zones(broker, model), ...bothOrNone(broker, model)]
    : groups;
}

function deploymentMode(broker: Instance): readonly Finding[] {
  const given = broker.get("deployment_mode");
  const mode = isUnset(given) ? "SINGLE_INSTANCE" : text(given);
  const remedy = 'Use "SINGLE_INSTANCE" with one subnet, or "CLUSTER_MULTI_AZ".';
  if (mode === null) {
    const why = `Whether Amazon MQ creates ${broker.address} is not known: its deployment_mode is known after apply only.`;
    return [brokerUnknown.found(broker, why, remedy)];
  }
  if (mode === "ACTIVE_STANDBY_MULTI_AZ") {
    const why = `${broker.address} has the deployment mode ACTIVE_STANDBY_MULTI_AZ, which RabbitMQ brokers do not have.`;
    return [finding("deployment-mode", broker, why, remedy)];
  }
  const subnets = broker.get("subnet_ids");
  if (mode !== "SINGLE_INSTANCE" || isBlank(subnets, broker)) return [];
  const { least, most } = countOf(subnets);
  if (least > 1) {
    const why = `${broker.address} is a single instance and has ${least}${most > least ? " or more" : ""} subnets, where Amazon MQ takes exactly one.`;
    return [finding("deployment-mode", broker, why, remedy)];
  }
  if (most === 1) return [];
  const why = `Whether Amazon MQ creates ${broker.address} is not known: it is a single instance, which takes exactly one subnet, and how many it has is known after apply only.`;
  return [brokerUnknown.found(broker, why, "Give the single instance one subnet that the plan shows.")];
}

interface Count {
  readonly least: number;
  readonly most: number;
}

function countOf(value: Value): Count {
  switch (value.kind) {
    case "scalar":
      return value.value === null ? { least: 0, most: 0 } : { least: 1, most: 1 };
    case "pointer":
      return { least: 1, most: value.selection === "one" ? 1 : Math.max(1, value.targets.length) };
    case "list": {
      const counts = value.items.map(countOf);
      const open = value.open === null ? 0 : Number.POSITIVE_INFINITY;
      return {
        least: counts.reduce((sum, { least }) => sum + least, 0),
        most: counts.reduce((sum, { most }) => sum + most, open),
      };
    }
    default:
      return { least: 0, most: Number.POSITIVE_INFINITY };
  }
}

function zones(broker: Instance, model: Model): readonly Finding[] {
  if (text(broker.get("deployment_mode")) !== "CLUSTER_MULTI_AZ") return [];
  const byZone = new Map<string, string>();
  for (const { instance } of model.links(broker.get("subnet_ids"), SUBNETS).certain) {
    const zone = text(instance.get("availability_zone")) ?? text(instance.get("availability_zone_id"));
    if (zone === null) continue;
    const other = byZone.get(zone);
    if (other !== undefined && other !== instance.address) {
      const why = `${other} and ${instance.address} are both in ${zone}, and a cluster's subnets have to be in different zones.`;
      return [finding("subnet-zones", broker, why, "Give the cluster one subnet in each zone.")];
    }
    byZone.set(zone, instance.address);
  }
  return [];
}

function groupCount(broker: Instance): readonly Finding[] {
  const { least } = countOf(broker.get("security_groups"));
  if (least <= MOST_GROUPS) return [];
  const why = `${broker.address} has ${least} security groups, and Amazon MQ takes at most ${MOST_GROUPS}.`;
  return [finding("security-group-count", broker, why, `Leave at most ${MOST_GROUPS} groups in security_groups.`)];
}

/** What is left out, subnets or groups, is taken from the default VPC: then the other has to be of it as well. */
function bothOrNone(broker: Instance, model: Model): readonly Finding[] {
  const access = broker.get("publicly_accessible");
  if (access.kind !== "scalar" || access.value === true) return [];
  const subnets = broker.get("subnet_ids");
  const groups = broker.get("security_groups");
  const [noSubnets, noGroups] = [isBlank(subnets, broker), isBlank(groups, broker)];
  if (noSubnets === noGroups) return [];
  const [given, left] = noGroups ? ["subnet_ids", "security_groups"] : ["security_groups", "subnet_ids"];
  const isDefault = noGroups ? ofDefaultVpc(subnets, SUBNETS, model) : ofDefaultVpc(groups, GROUPS, model);
  if (isDefault === "yes") return [];
  const remedy = `Give ${broker.address} ${left} as well.`;
  if (isDefault === "no") {
    const why = `${broker.address} has ${given} outside the default VPC and no ${left}, which Amazon MQ would take from the default VPC.`;
    return [finding("subnets-and-groups", broker, why, remedy)];
  }
  const why = `${broker.address} has ${given} and no ${left}, which Amazon MQ takes from the default VPC; whether ${given} are of that VPC is not known.`;
  return [finding("subnets-and-groups-unknown", broker, why, remedy)];
}

function ofDefaultVpc(value: Value, types: readonly string[], model: Model): Answer {
  const { certain, possible, outside, missing } = model.links(value, types);
  const answers = [...certain, ...possible].map(({ instance }) => isInDefaultVpc(instance, model));
  if (answers.length > 0 && answers.every((answer) => answer === "no")) return "no";
  const all = outside.length === 0 && missing.length === 0 && answers.length > 0;
  return all && answers.every((answer) => answer === "yes") ? "yes" : "unknown";
}

function isInDefaultVpc(instance: Instance, model: Model): Answer {
  if (instance.type === "aws_default_subnet") return "yes";
  const vpc = instance.get("vpc_id");
  if (instance.type === "aws_security_group" && instance.change === "create" && isBlank(vpc, instance)) return "yes";
  const { certain } = model.links(vpc, VPCS);
  const [target] = certain;
  if (target === undefined || certain.length > 1) return "unknown";
  if (target.instance.type === "aws_default_vpc") return "yes";
  const flag = target.instance.get("default");
  if (flag.kind === "scalar" && flag.value !== null) return flag.value === true ? "yes" : "no";
  return target.instance.mode === "managed" ? "no" : "unknown";
}

function isBlank(value: Value, instance: Instance): boolean {
  return isUnset(value) || isLeftBlank(value, instance);
}
