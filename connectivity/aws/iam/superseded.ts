import { addTo } from "../../multimap";
import type { Instance, Model } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";

/**
 * `inline_policy` and `managed_policy_arns` of a role that exists also report what other resources gave it, as it was
 * before the plan. What those resources come to is what counts: what they manage is left out of the report.
 */
export interface Superseded {
  readonly policyNames: ReadonlySet<string>;
  readonly policyArns: ReadonlySet<string>;
}

/** `carriers` gives it policies, and `destroyed` gave it some until the plan. */
export function supersededBy(carriers: readonly Instance[], destroyed: readonly Instance[]): Superseded {
  const all = [...carriers, ...destroyed];
  return {
    policyNames: valuesOf(
      all.filter(({ type }) => type === "aws_iam_role_policy"),
      "name",
    ),
    policyArns: valuesOf(all, "policy_arn"),
  };
}

function valuesOf(instances: readonly Instance[], attribute: string): ReadonlySet<string> {
  const values = instances.flatMap((instance) => [textOf(instance.get(attribute)), textOf(instance.before(attribute))]);
  return new Set(values.filter((value) => value !== null));
}

/** The policies and attachments of roles that the plan destroys. */
export class DestroyedCarriers {
  #byRole: ReadonlyMap<string, readonly Instance[]> | undefined;

  constructor(private readonly model: Model) {}

  of(role: Instance): readonly Instance[] {
    this.#byRole ??= indexByRole(this.model);
    const byRole = this.#byRole;
    const found = ["name", "id", "arn"].flatMap((attribute) => byRole.get(textOf(role.get(attribute)) ?? "") ?? []);
    return [...new Set(found)];
  }
}

function indexByRole(model: Model): ReadonlyMap<string, readonly Instance[]> {
  const byRole = new Map<string, Instance[]>();
  for (const instance of model.destroyed) {
    if (!CARRIERS.has(instance.type)) continue;
    for (const role of rolesBefore(instance)) {
      addTo(byRole, role, instance);
    }
  }
  return byRole;
}

const CARRIERS: ReadonlySet<string> = new Set([
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_policy_attachment",
]);

function rolesBefore(instance: Instance): string[] {
  const role = instance.before("role");
  const roles = instance.before("roles");
  return [role, ...(roles.kind === "list" ? roles.items : [])].flatMap((value) => textOf(value) ?? []);
}
