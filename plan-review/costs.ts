import { type Instance, isObject, type Model } from "../connectivity/index";
import { type Attributes, type CostedResource, isBilled, type MonthlyCost, monthlyCost } from "./cost";
import type { Plan } from "./plan/plan";
import type { PlannedChange } from "./plan/planned-change";
import { shownOf } from "./values/shown-value";

/**
 * What a plan's resources cost a month before and after it.
 *
 * @param model what will exist, with what the configuration says where the plan does not; null where the plan is not judged
 */
export function costsOf(plan: Plan, model: Model | null): MonthlyCost {
  const billed = plan.changes.filter(({ mode, type }) => mode === "managed" && isBilled(type));
  return monthlyCost(billed.flatMap((change) => costed(change, model?.at(change.address))));
}

function costed(change: PlannedChange, instance: Instance | undefined): readonly CostedResource[] {
  const { address, type, action } = change;
  const region = regionOf(change, instance);
  const before = attributesBefore(change);
  const after = attributesAfter(change, instance);
  const resource = { address, type, region, before, after };
  // What Terraform lets go of stays, and is billed.
  if (action === "forget") return [{ ...resource, after: before }];
  if (action !== "replace-forgetting") return [resource];
  return [
    { ...resource, before: null },
    { ...resource, after: before },
  ];
}

function attributesBefore(change: PlannedChange): Attributes | null {
  const values = valuesOf(change, "before");
  return values === null ? null : { values, unknown: [] };
}

/** Lists of which the configuration shows the length count as known; computed attributes that it leaves blank, as not set. */
function attributesAfter(change: PlannedChange, instance: Instance | undefined): Attributes | null {
  const values = valuesOf(change, "after");
  if (values === null) return null;
  const unknown: string[] = [];
  for (const name of change.unknownAttributes) {
    const value = instance?.get(name);
    if (value?.kind === "list" && value.open === null) values[name] = value.items.map(() => null);
    else if (value?.kind !== "pointer" || !value.targets.every((target) => target.instance === instance))
      unknown.push(name);
  }
  return { values, unknown };
}

/** Texts only where they may be shown: they stand in the table of costs. */
function valuesOf(change: PlannedChange, side: "before" | "after"): Record<string, unknown> | null {
  const object = change.object(side);
  if (!isObject(object)) return null;
  const values = Object.entries(object).map(([name, value]) => [
    name,
    typeof value === "string" ? shownOf(change, name, side) : value,
  ]);
  return Object.fromEntries(values);
}

const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d$/;

/** The Region that a resource is in: what it says itself or its provider does, else what its ARN says. */
function regionOf(change: PlannedChange, instance: Instance | undefined): string | null {
  const value = instance?.get("region");
  const said = value?.kind === "scalar" && value.sensitive !== true ? value.value : undefined;
  const arn = change.before("arn");
  const candidates = [said, typeof arn === "string" ? arn.split(":")[3] : undefined];
  return candidates.find((each): each is string => typeof each === "string" && REGION.test(each)) ?? null;
}
