import { usualAttribute } from "../../aws-provider/arguments";
import { toldFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Pointer, Target, Unknown, Value } from "../model/model";
import { isKnown, NULL, pointer, scalar, unknown } from "../model/values";

/** The attribute of a target that stands for the whole instance, until an expression takes an attribute of it. */
const WHOLE = "*";

/** Instances as a whole, of which the number is not known. */
export function wholeInstances(instances: readonly Instance[]): Pointer {
  return pointer(
    instances.map((instance) => ({ instance, attribute: WHOLE })),
    "some",
  );
}

/** What is missing to know a value. */
export function missingIn(value: Value): MissingFact {
  if (value.kind === "unknown") return value.missing;
  if (value.kind === "list" && value.open !== null) return value.open;
  const target = targetsIn([value])[0];
  const text =
    target === undefined
      ? "a value is not shown in a configuration"
      : `${nameOf(target)} is not shown in a configuration`;
  return toldFact(text);
}

function nameOf({ instance, attribute }: Target): string {
  return attribute === WHOLE ? instance.address : `${instance.address}.${attribute}`;
}

export function asUnknown(value: Value): Unknown {
  return value.kind === "unknown" ? value : { kind: "unknown", missing: missingIn(value) };
}

/** Values are not searched beyond this size. */
const MAX_PARTS = 10_000;

/** The targets of all pointers in values. */
export function targetsIn(values: readonly Value[]): readonly Target[] {
  const targets: Target[] = [];
  forEachPart(values, (part) => {
    if (part.kind === "pointer") for (const target of part.targets) targets.push(target);
  });
  return targets;
}

/** The first part of values that is neither known nor a pointer. */
export function deadEndIn(values: readonly Value[]): MissingFact | undefined {
  let found: MissingFact | undefined;
  const isWhole = forEachPart(values, (part) => {
    if (part.kind === "unknown") found ??= part.missing;
    if (part.kind === "list" && part.open !== null) found ??= part.open;
  });
  return found ?? (isWhole ? undefined : toldFact("a value is too large to be followed"));
}

/** @returns whether all parts were visited. */
function forEachPart(values: readonly Value[], visit: (part: Value) => void): boolean {
  const open = values.toReversed();
  for (let count = 0, next = open.pop(); next !== undefined; count++, next = open.pop()) {
    if (count >= MAX_PARTS) return false;
    visit(next);
    if (isKnown(next)) continue;
    if (next.kind === "list") for (const item of next.items.toReversed()) open.push(item);
    if (next.kind === "block") for (const name of next.fields()) open.push(next.get(name));
  }
  return true;
}

/** What an operation comes to that is not carried out: the objects that its operands name. */
export function madeFrom(values: readonly Value[], what: string): Value {
  const deadEnd = deadEndIn(values);
  if (deadEnd !== undefined) return { kind: "unknown", missing: deadEnd };
  const targets = targetsIn(values);
  return targets.length === 0 ? unknown(`${what} is not evaluated`) : pointer(dedupe(targets), "some");
}

/** One of two values, by a condition that is not known. */
export function either(yes: Value, no: Value, condition: Value): Value {
  if (yes.kind === "scalar" && no.kind === "scalar" && yes.value === no.value) return yes;
  if (yes.kind === "pointer" && no.kind === "pointer") {
    const selection = yes.selection === "some" || no.selection === "some" ? "some" : "one";
    return pointer(dedupe([...yes.targets, ...no.targets]), selection);
  }
  return asUnknown(condition);
}

function dedupe(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [nameOf(target), target])).values()];
}

/** An attribute of a value, or the member of a map. */
export function attributeOf(value: Value, name: string): Value {
  switch (value.kind) {
    case "block":
      return value.get(name);
    case "pointer":
      return throughPointer(value, name);
    case "list":
      // Terraform once allowed to leave out the index of a block that stands alone.
      return value.items.length === 1 && value.items[0] !== undefined ? attributeOf(value.items[0], name) : NULL;
    default:
      return value.kind === "unknown" ? value : NULL;
  }
}

function throughPointer(value: Pointer, name: string): Value {
  const foreign = value.targets.find(({ instance }) => instance.type === "terraform_remote_state");
  if (foreign !== undefined) {
    const from = foreign.instance.address;
    return unknown(`output ${name} of ${from} is not shown in a configuration: check the plan, which shows it`);
  }
  const targets = value.targets.map(({ instance, attribute }) => ({
    instance,
    attribute: attribute === WHOLE ? name : attribute,
  }));
  return pointer(targets, value.selection);
}

/** A member of a list or map. */
export function memberOf(value: Value, key: Value): Value {
  if (value.kind === "pointer") return pointer(value.targets, "one");
  if (value.kind === "unknown") return value;
  if (key.kind !== "scalar" || key.value === null) return madeFrom([value], "an index");
  if (value.kind === "block") return value.get(String(key.value));
  if (value.kind !== "list") return NULL;
  const index = Number(key.value);
  const found = Number.isInteger(index) && index >= 0 ? value.items[index] : undefined;
  return found ?? (value.open === null ? NULL : { kind: "unknown", missing: value.open });
}

/** Longer texts, or texts of more parts, are not made. */
const MAX_TEXT = 1_000_000;

/** A text made of parts. Where some are not known, the parts are kept. */
export function textOf(parts: readonly Value[]): Value {
  const flat = parts.flatMap((part) => (part.kind === "unknown" && part.parts !== undefined ? part.parts : [part]));
  const length = flat.reduce((sum, part) => sum + (part.kind === "scalar" ? String(part.value).length : 0), 0);
  if (length > MAX_TEXT || flat.length > MAX_PARTS) return unknown("a text is too long to be followed");
  const open = flat.find((part) => part.kind !== "scalar");
  const sensitive = flat.some((part) => part.kind === "scalar" && part.sensitive === true);
  if (open === undefined)
    return scalar(flat.map((part) => (part.kind === "scalar" ? String(part.value ?? "") : "")).join(""), sensitive);
  return { kind: "unknown", missing: missingIn(open), parts: flat };
}

/** A result as the model has it: an instance as a whole is denoted by what an argument of this name takes of it. */
export function settled(value: Value, argument: string): Value {
  if (value.kind !== "pointer" || !value.targets.some(({ attribute }) => attribute === WHOLE)) return value;
  const attribute = usualAttribute(argument);
  const targets = value.targets.map((target) => (target.attribute === WHOLE ? { ...target, attribute } : target));
  return pointer(targets, value.selection);
}
