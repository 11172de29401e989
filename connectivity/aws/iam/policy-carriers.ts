import { addTo } from "../../multimap";
import type { Instance, Model } from "../../terraform/model/model";
import { isUnset } from "../../terraform/model/shown-values";
import { policiesByArn } from "./attached-policy";
import type { PolicyDocument } from "./document";
import type { Documents } from "./documents";

/** A kind of resource that gives a role policies. */
interface CarrierType {
  readonly type: string;
  /** The argument that names the role or roles. */
  readonly role: string;
  policies(carrier: Instance, model: Model, documents: Documents): readonly (readonly PolicyDocument[])[];
}

const CARRIERS: readonly CarrierType[] = [
  {
    type: "aws_iam_role_policy",
    role: "role",
    policies: (carrier, _, documents) => [documents.of(carrier.get("policy"), carrier)],
  },
  { type: "aws_iam_role_policy_attachment", role: "role", policies: byArn("policy_arn") },
  { type: "aws_iam_policy_attachment", role: "roles", policies: byArn("policy_arn") },
  { type: "aws_iam_role_policy_attachments_exclusive", role: "role_name", policies: byArn("policy_arns") },
];

function byArn(argument: string): CarrierType["policies"] {
  return (carrier, model, documents) => policiesByArn(carrier.get(argument), carrier, model, documents);
}

/** A resource that gives a role policies. */
export interface Carried {
  readonly carrier: Instance;
  readonly kind: CarrierType;
  /** Whether it is certain that the carrier is about the role. */
  readonly certain: boolean;
}

interface Index {
  readonly byRole: ReadonlyMap<Instance, readonly Carried[]>;
  /** Carriers that may be about any role: the input does not show which. */
  readonly ofAnyRole: readonly Carried[];
  /** Carriers that name no role, by their module. */
  readonly ofNoRole: ReadonlyMap<string, readonly Instance[]>;
}

/** The resources that give roles policies. */
export class PolicyCarriers {
  #index: Index | undefined;

  constructor(private readonly model: Model) {}

  /** All that are, or may be, about a role. */
  of(role: Instance): readonly Carried[] {
    const { byRole, ofAnyRole } = this.#read();
    return [...(byRole.get(role) ?? []), ...ofAnyRole];
  }

  /** Those of a module that name no role. */
  ofNoRole(module: string): readonly Instance[] {
    return this.#read().ofNoRole.get(module) ?? [];
  }

  #read(): Index {
    this.#index ??= indexOf(this.model);
    return this.#index;
  }
}

function indexOf(model: Model): Index {
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
  return { byRole, ofAnyRole, ofNoRole };
}
