import type { Answer } from "../../../proof/answer";
import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Instance, Model, Value } from "../../../terraform/model/model";
import { isLeftToAws } from "../../../terraform/model/shown-values";
import { isCreated } from "../broker-update";

const SUBNETS = ["aws_subnet", "aws_default_subnet"];
const GROUPS = ["aws_security_group", "aws_default_security_group"];
const VPCS = ["aws_vpc", "aws_default_vpc"];
const SOURCE = "https://github.com/aws-controllers-k8s/community/issues/1517";

export const subnetsAndGroupsUnknown = rule({
  code: "subnets-and-groups-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "refused",
  title: "Only subnets, or only security groups, and not known whether of the default VPC",
  meaning: "Amazon MQ takes what is left out from the default VPC, and refuses a mix of two VPCs.",
  example: 'subnet_ids = ["subnet-0a1b2c3d"] # and no security_groups',
  source: SOURCE,
});

/** What is left out, subnets or groups, is taken from the default VPC: then the other has to be of it as well. */
export const subnetsAndGroups = rule({
  code: "subnets-and-groups",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Only subnets, or only security groups, outside the default VPC",
  meaning: "Amazon MQ takes what is left out from the default VPC, and refuses a mix of two VPCs.",
  example: "subnet_ids = [aws_subnet.private.id] # and no security_groups",
  source: SOURCE,
  check({ broker, model }: BrokerAlone, found) {
    const access = broker.get("publicly_accessible");
    if (!isCreated(broker) || access.kind !== "scalar" || access.value === true) return [];
    const [noSubnets, noGroups] = [isLeftToAws(broker, "subnet_ids"), isLeftToAws(broker, "security_groups")];
    if (noSubnets === noGroups) return [];
    const [given, left] = noGroups
      ? (["subnet_ids", "security_groups"] as const)
      : (["security_groups", "subnet_ids"] as const);
    const facts = { broker: broker.address, given, left };
    switch (areOfDefaultVpc(broker.get(given), noGroups ? SUBNETS : GROUPS, model)) {
      case "yes":
        return [];
      case "no":
        return [found(broker, facts)];
      case "unknown":
        return [subnetsAndGroupsUnknown.found(broker, facts)];
    }
  },
});

function areOfDefaultVpc(value: Value, types: readonly string[], model: Model): Answer {
  const { certain, possible, outside, missing } = model.links(value, types);
  const answers = [...certain, ...possible].map(({ instance }) => isInDefaultVpc(instance, model));
  if (answers.length > 0 && answers.every((answer) => answer === "no")) return "no";
  const all = outside.length === 0 && missing.length === 0 && answers.length > 0;
  return all && answers.every((answer) => answer === "yes") ? "yes" : "unknown";
}

function isInDefaultVpc(instance: Instance, model: Model): Answer {
  if (instance.type === "aws_default_subnet") return "yes";
  const vpc = instance.get("vpc_id");
  const isBlankVpc = isLeftToAws(instance, "vpc_id");
  if (instance.type === "aws_security_group" && instance.change === "create" && isBlankVpc) return "yes";
  const { certain } = model.links(vpc, VPCS);
  const [target] = certain;
  if (target === undefined || certain.length > 1) return "unknown";
  if (target.instance.type === "aws_default_vpc") return "yes";
  const flag = target.instance.get("default");
  if (flag.kind === "scalar" && flag.value !== null) return flag.value === true ? "yes" : "no";
  return target.instance.mode === "managed" ? "no" : "unknown";
}
