import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model, Value } from "../../terraform/model/model";
import { isLeftToAws, isUnset, textOf } from "../../terraform/model/shown-values";
import { policiesByArn } from "./attached-policy";
import { emptyDocument, type PolicyDocument, type PolicySource, unreadDocument } from "./document";
import type { Documents } from "./documents";
import { keptBy, type Removed } from "./exclusive";
import { type Carried, PolicyCarriers } from "./policy-carriers";
import type { Referrers } from "./referrers";
import { DestroyedCarriers, type Superseded, supersededBy } from "./superseded";

/** The policies that say what a role may do. */
export interface PoliciesOfRole {
  readonly identity: readonly PolicySource[];
  /** Null when the role has none. */
  readonly boundary: readonly PolicySource[] | null;
  /** What other resources give it and an exclusive list takes away. */
  readonly removed: readonly Removed[];
  /** The resources that put the policies in force, for messages and for ordering. */
  readonly carriers: readonly Instance[];
  /** What gave it policies until the plan destroys it. */
  readonly destroyed: readonly Instance[];
  /** Resources of the role's module that would give it policies, but name no role. */
  readonly ofNoRole: readonly Instance[];
}

/** The policies of the roles of an input. */
export class RolePolicies {
  readonly #carriers: PolicyCarriers;
  readonly #destroyed: DestroyedCarriers;
  readonly #read = new Map<Instance, PoliciesOfRole>();

  constructor(
    private readonly model: Model,
    private readonly documents: Documents,
    private readonly referrers: Referrers,
  ) {
    this.#carriers = new PolicyCarriers(model);
    this.#destroyed = new DestroyedCarriers(model);
  }

  of(role: Instance): PoliciesOfRole {
    let policies = this.#read.get(role);
    if (policies === undefined) {
      policies = this.#policiesOf(role);
      this.#read.set(role, policies);
    }
    return policies;
  }

  #policiesOf(role: Instance): PoliciesOfRole {
    const carried = this.#carriers.of(role);
    const attached = carried.flatMap((one) => this.#sourcesOf(one));
    const { kept, removed } = keptBy(attached, role, this.model, this.referrers);
    const carriers = carried.filter(({ certain }) => certain).map(({ carrier }) => carrier);
    const destroyed = this.#destroyed.of(role);
    const superseded = supersededBy(carriers, destroyed);
    const boundary = role.get("permissions_boundary");
    const arns = ownPolicyArns(role, superseded);
    const inline = inlinePolicies(role, superseded, this.documents);
    return {
      identity: [...inline, ...(arns === null ? [] : this.#byArn(arns, role)), ...kept],
      boundary: isLeftToAws(role, "permissions_boundary") ? null : this.#byArn(boundary, role),
      removed,
      carriers,
      destroyed,
      ofNoRole: this.#carriers.ofNoRole(role.module),
    };
  }

  #sourcesOf({ carrier, kind, certain }: Carried): PolicySource[] {
    return kind.policies(carrier, this.model, this.documents).map((alternatives) => ({
      carrier,
      alternatives: certain ? alternatives : [...alternatives, emptyDocument(carrier)],
    }));
  }

  #byArn(arns: Value, role: Instance): PolicySource[] {
    return asSources(policiesByArn(arns, role, this.model, this.documents), role);
  }
}

function asSources(policies: readonly (readonly PolicyDocument[])[], carrier: Instance): PolicySource[] {
  return policies.map((alternatives) => ({ carrier, alternatives }));
}

/** `inline_policy` blocks. */
function inlinePolicies(role: Instance, { policyNames }: Superseded, documents: Documents): PolicySource[] {
  if (isLeftToAws(role, "inline_policy")) return [];
  const value = role.get("inline_policy");
  const blocks = value.kind === "list" ? value.items : [value];
  const own = blocks.filter((block) => block.kind !== "block" || !policyNames.has(textOf(block.get("name")) ?? ""));
  const sources = own.flatMap((block) => inlinePolicy(block, role, documents));
  if (value.kind === "list" && value.open !== null) sources.push(unread(role, [value.open]));
  return sources;
}

function inlinePolicy(block: Value, role: Instance, documents: Documents): PolicySource[] {
  if (block.kind === "block") return asSources([documents.of(block.get("policy"), role)], role);
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

/** `managed_policy_arns`, without what other resources manage. */
function ownPolicyArns(role: Instance, { policyArns }: Superseded): Value | null {
  if (isLeftToAws(role, "managed_policy_arns")) return null;
  const value = role.get("managed_policy_arns");
  return value.kind === "list"
    ? { ...value, items: value.items.filter((item) => !policyArns.has(textOf(item) ?? "")), open: value.open }
    : value;
}
