import { missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import type { Instance, Model, Value } from "../../terraform/model/model";
import { policiesByArn } from "./attached-policy";
import { emptyDocument, type PolicyDocument, type PolicySource, unreadDocument } from "./document";
import { documentsOf } from "./documents";
import { keptBy, type Removed } from "./exclusive";
import { type Superseded, supersededOn } from "./superseded";
import { isLeftBlank, isUnset, text } from "./values";

/** The policies that say what a role may do. */
export interface RolePolicies {
  readonly identity: readonly PolicySource[];
  /** Null when the role has none. */
  readonly boundary: readonly PolicySource[] | null;
  /** What other resources give it and an exclusive list takes away. */
  readonly removed: readonly Removed[];
  /** The resources that put the policies in force, for messages and for ordering. */
  readonly carriers: readonly Instance[];
  /** Resources of the role's module that would, but name no role. */
  readonly ofNoRole: readonly Instance[];
}

interface CarrierType {
  readonly type: string;
  /** The argument that names the role or roles. */
  readonly role: string;
  policies(carrier: Instance, model: Model): readonly (readonly PolicyDocument[])[];
}

/** The resources that give a role a policy. */
const CARRIERS: readonly CarrierType[] = [
  { type: "aws_iam_role_policy", role: "role", policies: (carrier) => [documentsOf(carrier.get("policy"), carrier)] },
  { type: "aws_iam_role_policy_attachment", role: "role", policies: byArn("policy_arn") },
  { type: "aws_iam_policy_attachment", role: "roles", policies: byArn("policy_arn") },
  { type: "aws_iam_role_policy_attachments_exclusive", role: "role_name", policies: byArn("policy_arns") },
];

function byArn(argument: string): CarrierType["policies"] {
  return (carrier, model) => policiesByArn(carrier.get(argument), carrier, model);
}

interface Carried {
  readonly carrier: Instance;
  readonly kind: CarrierType;
  /** Whether it is certain that the carrier is about the role. */
  readonly certain: boolean;
}

interface CarrierIndex {
  readonly byRole: ReadonlyMap<Instance, readonly Carried[]>;
  /** Carriers that may be about any role: the input does not show which. */
  readonly ofAnyRole: readonly Carried[];
  /** Carriers that name no role, by their module. */
  readonly ofNoRole: ReadonlyMap<string, readonly Instance[]>;
}

const indexes = new WeakMap<Model, CarrierIndex>();

export function rolePolicies(role: Instance, model: Model): RolePolicies {
  const carried = carriedBy(role, model);
  const attached = carried.flatMap((one) => sourcesOf(one, model));
  const { kept, removed } = keptBy(attached, role, model);
  const carriers = carried.filter(({ certain }) => certain).map(({ carrier }) => carrier);
  const superseded = supersededOn(role, carriers, model);
  const boundary = role.get("permissions_boundary");
  return {
    identity: [...inlinePolicies(role, superseded), ...managedPolicies(role, superseded, model), ...kept],
    boundary:
      isUnset(boundary) || isLeftBlank(boundary, role) ? null : asSources(policiesByArn(boundary, role, model), role),
    removed,
    carriers,
    ofNoRole: indexOf(model).ofNoRole.get(role.module) ?? [],
  };
}

function carriedBy(role: Instance, model: Model): readonly Carried[] {
  const index = indexOf(model);
  return [...(index.byRole.get(role) ?? []), ...index.ofAnyRole];
}

function indexOf(model: Model): CarrierIndex {
  const made = indexes.get(model);
  if (made !== undefined) return made;
  const byRole = new Map<Instance, Carried[]>();
  const ofAnyRole: Carried[] = [];
  const ofNoRole = new Map<string, Instance[]>();
  for (const kind of CARRIERS) {
    for (const carrier of model.ofType(kind.type)) {
      const links = model.links(carrier.get(kind.role), ["aws_iam_role"]);
      for (const { instance } of links.certain) addTo(byRole, instance, { carrier, kind, certain: true });
      for (const { instance } of links.possible) addTo(byRole, instance, { carrier, kind, certain: false });
      if (isUnset(carrier.get(kind.role))) addTo(ofNoRole, carrier.module, carrier);
      if (links.missing.length > 0) ofAnyRole.push({ carrier, kind, certain: false });
    }
  }
  const index = { byRole, ofAnyRole, ofNoRole };
  indexes.set(model, index);
  return index;
}

function sourcesOf({ carrier, kind, certain }: Carried, model: Model): PolicySource[] {
  return kind.policies(carrier, model).map((alternatives) => ({
    carrier,
    alternatives: certain ? alternatives : [...alternatives, emptyDocument(carrier)],
  }));
}

function asSources(policies: readonly (readonly PolicyDocument[])[], carrier: Instance): PolicySource[] {
  return policies.map((alternatives) => ({ carrier, alternatives }));
}

/** `inline_policy` blocks. */
function inlinePolicies(role: Instance, { policyNames }: Superseded): PolicySource[] {
  const value = role.get("inline_policy");
  if (isUnset(value) || isLeftBlank(value, role)) return [];
  const blocks = value.kind === "list" ? value.items : [value];
  const own = blocks.filter((block) => block.kind !== "block" || !policyNames.has(text(block.get("name")) ?? ""));
  const sources = own.flatMap((block) => inlinePolicy(block, role));
  if (value.kind === "list" && value.open !== null) sources.push(unread(role, [value.open]));
  return sources;
}

function inlinePolicy(block: Value, role: Instance): PolicySource[] {
  if (block.kind === "block") return asSources([documentsOf(block.get("policy"), role)], role);
  if (isUnset(block)) return [];
  const missing =
    block.kind === "unknown"
      ? block.missing
      : missingFact("policies-of-role", { role: role.address, which: "inline" }, "apply");
  return [unread(role, [missing])];
}

function unread(carrier: Instance, missing: Parameters<typeof unreadDocument>[1]): PolicySource {
  return { carrier, alternatives: [unreadDocument(carrier, missing)] };
}

function managedPolicies(role: Instance, { policyArns }: Superseded, model: Model): PolicySource[] {
  const value = role.get("managed_policy_arns");
  if (isUnset(value) || isLeftBlank(value, role)) return [];
  const items = value.kind === "list" ? value.items.filter((item) => !policyArns.has(text(item) ?? "")) : null;
  const own: Value = items === null || value.kind !== "list" ? value : { ...value, items, open: value.open };
  return asSources(policiesByArn(own, role, model), role);
}
