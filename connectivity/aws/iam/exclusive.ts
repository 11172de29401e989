import type { Instance, Model, Value } from "../../terraform/model/model";
import { textAt, textOf } from "../../terraform/model/shown-values";
import { emptyDocument, type PolicySource } from "./document";
import { managedPolicy } from "./managed-policies";
import type { Referrers } from "./referrers";

/** A policy that something gives a role, and the exclusive list that takes it away. */
export interface Removed {
  readonly source: PolicySource;
  readonly by: Instance;
}

/** A resource that lists all that a role has of one kind, and removes the others. */
interface Exclusive {
  readonly type: string;
  /** The resources that give a role what it lists. */
  readonly carriers: ReadonlySet<string>;
  mayList(exclusive: Instance, carrier: Instance, model: Model): boolean;
}

/**
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive
 */
const EXCLUSIVE: readonly Exclusive[] = [
  {
    type: "aws_iam_role_policies_exclusive",
    carriers: new Set(["aws_iam_role_policy"]),
    mayList: (exclusive, carrier) => {
      const own = textAt(carrier, "name");
      return own === null || mayHold(exclusive.get("policy_names"), (name) => textOf(name) === own || !isText(name));
    },
  },
  {
    type: "aws_iam_role_policy_attachments_exclusive",
    carriers: new Set(["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"]),
    mayList: (exclusive, carrier, model) => {
      const own = carrier.get("policy_arn");
      return mayHold(exclusive.get("policy_arns"), (arn) => maySame(arn, own, model));
    },
  },
];

/** What the exclusive lists of a role leave of the policies that other resources give it. */
export function keptBy(
  sources: readonly PolicySource[],
  role: Instance,
  model: Model,
  referrers: Referrers,
): { readonly kept: readonly PolicySource[]; readonly removed: readonly Removed[] } {
  const lists = EXCLUSIVE.flatMap((kind) =>
    referrers.of(role, kind.type, "role_name").map((tie) => ({ kind, ...tie })),
  );
  const kept: PolicySource[] = [];
  const removed: Removed[] = [];
  for (const source of sources) {
    const { carrier } = source;
    const without = lists.filter(
      ({ kind, instance }) => kind.carriers.has(carrier.type) && !kind.mayList(instance, carrier, model),
    );
    const by = without.find(({ doubt }) => doubt === null);
    if (by !== undefined) removed.push({ source, by: by.instance });
    else if (without.length === 0) kept.push(source);
    // A list that may be another role's may take the policy away.
    else kept.push({ carrier, alternatives: [...source.alternatives, emptyDocument(carrier)] });
  }
  return { kept, removed };
}

function mayHold(list: Value, isIt: (item: Value) => boolean): boolean {
  return list.kind !== "list" || list.open !== null || list.items.some(isIt);
}

/** Whether two values may be the ARN of one policy. */
function maySame(one: Value, other: Value, model: Model): boolean {
  const [arn, otherArn] = [textOf(one), textOf(other)];
  if (arn !== null && otherArn !== null) return arn === otherArn;
  const [policy, otherPolicy] = [policyAt(one, model), policyAt(other, model)];
  if (policy !== undefined && otherPolicy !== undefined) return policy === otherPolicy;
  // AWS's own policies are no resources.
  return !(policy !== undefined && isAwsManaged(otherArn)) && !(otherPolicy !== undefined && isAwsManaged(arn));
}

function isAwsManaged(arn: string | null): boolean {
  return arn !== null && managedPolicy(arn) !== null;
}

/** The one policy of the input that a value denotes. */
function policyAt(value: Value, model: Model): Instance | undefined {
  const { certain, possible, outside, missing } = model.links(value, ["aws_iam_policy"]);
  const [only, ...others] = certain;
  return others.length + possible.length + outside.length + missing.length === 0 ? only?.instance : undefined;
}

function isText(value: Value): boolean {
  return value.kind === "scalar";
}
