import type { Random } from "../fuzz/random";
import { blocksOf, type Document } from "../mutations/document";
import { isObject, type Json, type JsonObject } from "./json";
import { resourceChanges } from "./plans";

/** A rule that allows something: any ports, any peer. */
function someRule(random: Random): JsonObject {
  const port = random.pick([0, 22, 443, 5671, 8080]);
  const isAll = random.below(4) === 0;
  return {
    ip_protocol: isAll ? "-1" : random.pick(["tcp", "udp"]),
    from_port: isAll ? null : port,
    to_port: isAll ? null : port + random.below(2000),
    cidr_ipv4: random.pick(["0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24", "10.0.3.7/32"]),
  };
}

const ruleTypes = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];

/** One more rule on one of the document's groups. */
export function withRule(document: Document, random: Random): Document {
  const copy = structuredClone(document);
  const groups = blocksOf(copy).filter(({ type }) => type === "aws_security_group");
  if (groups.length === 0) return copy;
  const { address } = random.pick(groups);
  const type = random.pick(ruleTypes);
  copy.resource[type] = {
    ...copy.resource[type],
    added: { ...someRule(random), security_group_id: `\${${address}.id}` },
  };
  return copy;
}

/** One more rule on one of the plan's groups whose rules are resources too. The plan itself, where there is none. */
export function withPlannedRule(plan: JsonObject, random: Random): JsonObject {
  const groups = resourceChanges(plan).filter(
    (change) => change.type === "aws_security_group" && hasNoInlineRules(change),
  );
  const inRoot = groups.filter(({ module_address }) => module_address === undefined);
  if (inRoot.length === 0) return plan;
  const group = random.pick(inRoot);
  const type = random.pick(ruleTypes);
  const copy = structuredClone(plan);
  const { address, change } = group as { address: string; change: JsonObject };
  const id = isObject(change.after) ? change.after.id : undefined;
  const rule = {
    address: `${type}.added`,
    mode: "managed",
    type,
    name: "added",
    provider_name: String(group.provider_name),
  };
  (copy.resource_changes as Json[]).push({
    ...rule,
    change: {
      actions: ["create"],
      before: null,
      after: { ...someRule(random), ...(id === undefined ? {} : { security_group_id: id }) },
      after_unknown: { id: true, arn: true, ...(id === undefined ? { security_group_id: true } : {}) },
    },
  });
  const root = (copy.configuration as JsonObject).root_module as JsonObject;
  (root.resources as Json[]).push({
    ...rule,
    expressions: { security_group_id: { references: [`${address}.id`, address] } },
    schema_version: 0,
  });
  return copy;
}

function hasNoInlineRules({ change }: JsonObject): boolean {
  const { after } = change as JsonObject;
  return (
    isObject(after) &&
    ["ingress", "egress"].every((direction) => !Array.isArray(after[direction]) || after[direction].length === 0)
  );
}
