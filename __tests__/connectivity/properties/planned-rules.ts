import { isObject, type Json, type JsonObject } from "./json";
import { type PlanRespelling, resourceChanges } from "./plans";

const DIRECTIONS = ["ingress", "egress"] as const;

/** Inline rules one by one: a block for each address range, and each range of ports in two. */
export const singleRules: PlanRespelling = (plan) => {
  const copy = structuredClone(plan);
  for (const { after, unknown, direction, rules } of DIRECTIONS.flatMap((each) => shownRules(copy, each))) {
    const single = rules.flatMap(splitPorts).flatMap(splitRanges);
    after[direction] = single;
    unknown[direction] = single.map(() => ({}));
  }
  return copy;
};

/** Inline rules as resources of their own, of groups whose rules are all shown. */
export const separateRules: PlanRespelling = (plan) => {
  const copy = structuredClone(plan);
  const ingress = shownRules(copy, "ingress");
  const egress = new Map(shownRules(copy, "egress").map((shown) => [shown.group, shown]));
  for (const incoming of ingress) {
    const outgoing = egress.get(incoming.group);
    const block = outgoing === undefined ? undefined : rootBlock(copy, incoming.group);
    if (outgoing === undefined || block === undefined) continue;
    for (const { after, unknown, direction, group, rules } of [incoming, outgoing]) {
      delete after[direction];
      unknown[direction] = true;
      if (isObject(block.expressions)) delete block.expressions[direction];
      for (const [index, rule] of rules.flatMap(splitPeers).entries()) {
        addRule(copy, group, `${group.name}_${direction}_${index}`, { ...rule, type: direction });
      }
    }
  }
  return copy;
};

interface ShownRules {
  readonly group: JsonObject;
  readonly direction: string;
  readonly after: JsonObject;
  readonly unknown: JsonObject;
  readonly rules: JsonObject[];
}

/** The inline rules of new groups, where the plan shows all of them. */
function shownRules(plan: JsonObject, direction: string): ShownRules[] {
  return resourceChanges(plan).flatMap((group) => {
    const { actions, after, after_unknown: unknown } = group.change as JsonObject;
    if (group.type !== "aws_security_group" || String(actions) !== "create") return [];
    if (!isObject(after) || !isObject(unknown) || !Array.isArray(after[direction])) return [];
    if (JSON.stringify(unknown[direction] ?? null).includes("true")) return [];
    return [{ group, direction, after, unknown, rules: after[direction] as JsonObject[] }];
  });
}

function splitPorts(rule: JsonObject): JsonObject[] {
  const { from_port: from, to_port: to } = rule;
  if (typeof from !== "number" || typeof to !== "number" || from >= to) return [rule];
  const middle = Math.floor((from + to) / 2);
  return [
    { ...rule, to_port: middle },
    { ...rule, from_port: middle + 1 },
  ];
}

function splitRanges(rule: JsonObject): JsonObject[] {
  const ranges = listOf(rule.cidr_blocks);
  const [first, ...others] = ranges;
  if (first === undefined || others.length === 0) return [rule];
  const alone = { ...rule, security_groups: [], prefix_list_ids: [], ipv6_cidr_blocks: [], self: false };
  return [{ ...rule, cidr_blocks: [first] }, ...others.map((range) => ({ ...alone, cidr_blocks: [range] }))];
}

/** A rule resource has one kind of peer. */
function splitPeers(rule: JsonObject): JsonObject[] {
  const { cidr_blocks: ranges, security_groups: groups, self, protocol, from_port, to_port } = rule;
  const common = { protocol: protocol ?? null, from_port: from_port ?? null, to_port: to_port ?? null };
  return [
    ...(listOf(ranges).length > 0 ? [{ ...common, cidr_blocks: listOf(ranges) }] : []),
    ...listOf(groups).map((group) => ({ ...common, source_security_group_id: group })),
    ...(self === true ? [{ ...common, self }] : []),
  ];
}

function addRule(plan: JsonObject, group: JsonObject, name: string, after: JsonObject): void {
  const type = "aws_security_group_rule";
  const rule = { address: `${type}.${name}`, mode: "managed", type, name, provider_name: group.provider_name ?? null };
  const unknown = { id: true, security_group_id: true, security_group_rule_id: true };
  resourceChanges(plan).push({ ...rule, change: { actions: ["create"], before: null, after, after_unknown: unknown } });
  const references = [`${group.address}.id`, String(group.address)];
  rootResources(plan).push({ ...rule, expressions: { security_group_id: { references } }, schema_version: 2 });
}

/** The block of a group in the root module; undefined where it is deeper, or one of several instances. */
function rootBlock(plan: JsonObject, { address }: JsonObject): JsonObject | undefined {
  return rootResources(plan).find((block) => block.address === address);
}

function rootResources(plan: JsonObject): JsonObject[] {
  return ((plan.configuration as JsonObject).root_module as JsonObject).resources as JsonObject[];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
