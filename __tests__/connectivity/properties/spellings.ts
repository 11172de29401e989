import type { Random } from "../fuzz/random";
import { type Block, blocksOf, type Document } from "../mutations/document";
import { isObject, type Json, type JsonObject, mapTexts } from "./json";

/** Writes the same network and permissions otherwise. As it is, where there is nothing to write otherwise. */
export type Respelling = (document: Document, random: Random) => Document;

/** Another order of everything of which the order says nothing. */
export const reordered: Respelling = (document, random) => shuffled(document as never, random) as unknown as Document;

function shuffled(json: Json, random: Random): Json {
  if (Array.isArray(json))
    return shuffle(
      json.map((each) => shuffled(each, random)),
      random,
    );
  if (!isObject(json)) return json;
  return Object.fromEntries(
    shuffle(Object.entries(json), random).map(([name, value]) => [name, shuffled(value, random)]),
  );
}

export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}

/** Other names for all resources and data sources. */
export const renamed: Respelling = (document, random) => {
  const names = new Map(
    blocksOf(document).map(({ type, name }) => [`${type}.${name}`, `n${random.below(2 ** 31)}-${name.length}`]),
  );
  const texts = mapTexts(document as never, renamer(names)) as unknown as Document;
  const rename = (blocks: Document["resource"]) =>
    Object.fromEntries(
      Object.entries(blocks).map(([type, byName]) => [
        type,
        Object.fromEntries(
          Object.entries(byName).map(([name, values]) => [names.get(`${type}.${name}`) ?? name, values]),
        ),
      ]),
    );
  return { ...texts, resource: rename(texts.resource), data: rename(texts.data) };
};

/** Changes addresses in texts. @param names new names, by type and old name */
export function renamer(names: ReadonlyMap<string, string>): (text: string) => string {
  const types = [...new Set([...names.keys()].map((address) => address.slice(0, address.indexOf("."))))];
  const address = new RegExp(`(?<![\\w-])(${types.join("|")})\\.([\\w-]+)`, "g");
  return (text) =>
    text.replace(address, (whole, type) => {
      const name = names.get(whole);
      return name === undefined ? whole : `${type}.${name}`;
    });
}

const RULES = {
  ingress: "aws_vpc_security_group_ingress_rule",
  egress: "aws_vpc_security_group_egress_rule",
} as const;
const directions = ["ingress", "egress"] as const;

/** Each rule for any address as two rules, for the two halves of all addresses. */
export const splitRules: Respelling = (document) => {
  const copy = structuredClone(document);
  for (const { type, name, values } of blocksOf(document).filter(({ type }) => isRule(type))) {
    if (values.cidr_ipv4 !== "0.0.0.0/0") continue;
    const byName = copy.resource[type] ?? {};
    delete byName[name];
    byName[`${name}-low`] = { ...values, cidr_ipv4: "0.0.0.0/1" };
    byName[`${name}-high`] = { ...values, cidr_ipv4: "128.0.0.0/1" };
  }
  return copy;
};

/** Each default route as two routes, for the two halves of all addresses. */
export const splitRoutes: Respelling = (document) => {
  const copy = structuredClone(document);
  const routes = copy.resource.aws_route ?? {};
  for (const [name, values] of Object.entries(routes)) {
    if (values.destination_cidr_block !== "0.0.0.0/0") continue;
    delete routes[name];
    routes[`${name}-low`] = { ...values, destination_cidr_block: "0.0.0.0/1" };
    routes[`${name}-high`] = { ...values, destination_cidr_block: "128.0.0.0/1" };
  }
  return copy;
};

/** Each rule as the older `aws_security_group_rule`. */
export const olderRules: Respelling = (document) => {
  const copy = structuredClone(document);
  const older: Record<string, JsonObject> = {};
  for (const direction of directions) {
    for (const [name, values] of Object.entries(copy.resource[RULES[direction]] ?? {})) {
      older[`${name}-${direction}`] = olderRule(direction, values);
    }
    delete copy.resource[RULES[direction]];
  }
  copy.resource.aws_security_group_rule = older;
  return copy;
};

function olderRule(direction: string, values: JsonObject): JsonObject {
  const { security_group_id: group, referenced_security_group_id: peer, cidr_ipv4: range, ...rest } = values;
  const common = {
    type: direction,
    security_group_id: group ?? null,
    ...portsOf(rest),
    ...metadataOf(rest),
    ...(rest.for_each === undefined ? {} : { for_each: rest.for_each }),
  };
  if (peer === undefined) return { ...common, cidr_blocks: [range ?? null] };
  return peer === group ? { ...common, self: true } : { ...common, source_security_group_id: peer };
}

function portsOf(values: JsonObject): JsonObject {
  return { protocol: values.ip_protocol ?? null, from_port: values.from_port ?? null, to_port: values.to_port ?? null };
}

function metadataOf(values: JsonObject): JsonObject {
  return values["//"] === undefined ? {} : { "//": values["//"] };
}

/** The rules of one group inside of it. */
export const inlineRules: Respelling = (document, random) => {
  const copy = structuredClone(document);
  const groups = blocksOf(copy).filter(({ type, mode }) => type === "aws_security_group" && mode === "resource");
  if (groups.length === 0) return copy;
  const group = random.pick(groups);
  for (const direction of directions) group.values[direction] = takeRules(copy, group, direction);
  return copy;
};

function takeRules(document: Document, group: Block, direction: "ingress" | "egress"): JsonObject[] {
  const reference = `\${${group.address}.id}`;
  const rules = document.resource[RULES[direction]] ?? {};
  return Object.entries(rules)
    .filter(([, values]) => values.security_group_id === reference && values.for_each === undefined)
    .map(([name, values]) => {
      delete rules[name];
      const peer = values.referenced_security_group_id;
      if (peer === undefined) return { ...portsOf(values), cidr_blocks: [values.cidr_ipv4 ?? null] };
      return { ...portsOf(values), ...(peer === reference ? { self: true } : { security_groups: [peer] }) };
    });
}

/** Routes inside of their tables. */
export const inlineRoutes: Respelling = (document) => {
  const copy = structuredClone(document);
  for (const [name, table] of Object.entries(copy.resource.aws_route_table ?? {})) {
    const routes = Object.values(copy.resource.aws_route ?? {}).filter(
      (route) => route.route_table_id === `\${aws_route_table.${name}.id}`,
    );
    table.route = routes.map(({ destination_cidr_block, gateway_id, nat_gateway_id }) => ({
      cidr_block: destination_cidr_block ?? null,
      ...(gateway_id === undefined ? {} : { gateway_id }),
      ...(nat_gateway_id === undefined ? {} : { nat_gateway_id }),
    }));
  }
  delete copy.resource.aws_route;
  return copy;
};

/** Subnets of endpoints by association resources. */
export const associatedSubnets: Respelling = (document) => {
  const copy = structuredClone(document);
  const associations: Record<string, JsonObject> = {};
  for (const { name, address, values } of blocksOf(copy).filter(({ type }) => type === "aws_vpc_endpoint")) {
    if (!Array.isArray(values.subnet_ids)) continue;
    for (const [index, subnet] of values.subnet_ids.entries()) {
      associations[`${name}-${index}`] = { vpc_endpoint_id: `\${${address}.id}`, subnet_id: subnet };
    }
    delete values.subnet_ids;
  }
  copy.resource.aws_vpc_endpoint_subnet_association = associations;
  return copy;
};

/** Policies of roles as managed policies, attached. */
export const managedPolicies: Respelling = (document) => {
  const copy = structuredClone(document);
  const policies = copy.resource.aws_iam_role_policy ?? {};
  copy.resource.aws_iam_policy = {};
  copy.resource.aws_iam_role_policy_attachment = {};
  for (const [name, { policy, role }] of Object.entries(policies)) {
    copy.resource.aws_iam_policy[name] = { policy: policy ?? null };
    copy.resource.aws_iam_role_policy_attachment[name] = {
      policy_arn: `\${aws_iam_policy.${name}.arn}`,
      role: String(role).replace(".id}", ".name}"),
    };
  }
  delete copy.resource.aws_iam_role_policy;
  return copy;
};

/** Policies inside of their roles. */
export const inlinePolicies: Respelling = (document) => {
  const copy = structuredClone(document);
  for (const { role, policy, name } of Object.values(copy.resource.aws_iam_role_policy ?? {})) {
    const [, roleName] = /^\$\{aws_iam_role\.([\w-]+)\.id\}$/.exec(String(role)) ?? [];
    const owner = copy.resource.aws_iam_role?.[roleName ?? ""];
    if (owner !== undefined) owner.inline_policy = [{ name: name ?? null, policy: policy ?? null }];
  }
  delete copy.resource.aws_iam_role_policy;
  return copy;
};

function isRule(type: string): boolean {
  return type === RULES.ingress || type === RULES.egress;
}
