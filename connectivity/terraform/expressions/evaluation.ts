import { usualAttribute } from "../../aws-provider/arguments";
import type { Operation } from "../../causes/missing/terraform";
import { missingFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Pointer, Target, Unknown, Value } from "../model/model";
import {
  failure,
  hasField,
  isFailure,
  isKnown,
  isNull,
  pointer,
  scalar,
  unknown,
  withoutAttribute,
} from "../model/values";

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
  return missingFact("configured-value", { value: target === undefined ? null : nameOf(target) });
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
  return found ?? (isWhole ? undefined : missingFact("beyond-limit", { limit: "size-of-value" }, "nothing"));
}

/** @returns whether all parts were visited. */
export function forEachPart(values: readonly Value[], visit: (part: Value) => void): boolean {
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
export function madeFrom(values: readonly Value[], operation: Operation): Value {
  const failed = values.find(isFailure);
  if (failed !== undefined) return failed;
  const deadEnd = deadEndIn(values);
  if (deadEnd !== undefined) return { kind: "unknown", missing: deadEnd };
  const targets = targetsIn(values);
  return targets.length === 0
    ? unknown(missingFact("operation", { operation }, "plan"))
    : pointer(dedupe(targets), "some");
}

/** One of two values, by a condition that is not known. */
export function either(yes: Value, no: Value, condition: Value): Value {
  if (equal(yes, no) === true) return yes;
  if (yes.kind === "pointer" && no.kind === "pointer") {
    const selection = yes.selection === "some" || no.selection === "some" ? "some" : "one";
    return pointer(dedupe([...yes.targets, ...no.targets]), selection);
  }
  return asUnknown(condition);
}

function dedupe(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [nameOf(target), target])).values()];
}

/** Attributes that AWS gives everything that it makes, so that they are neither null nor empty. */
const NEVER_EMPTY = new Set(["id", "arn"]);

function isNeverEmpty(value: Value): boolean {
  return value.kind === "pointer" && value.targets.every(({ attribute }) => NEVER_EMPTY.has(attribute));
}

/** Whether two values are equal, where the input shows it. */
export function equal(one: Value, other: Value): boolean | undefined {
  if (one === other && !isFailure(one)) return one.kind === "unknown" ? undefined : true;
  if (one.kind === "scalar" && other.kind === "scalar") return one.value === other.value;
  if (isEmpty(one) && isNeverEmpty(other)) return false;
  if (isEmpty(other) && isNeverEmpty(one)) return false;
  if (isNull(one) || isNull(other))
    return [one, other].some(({ kind }) => kind === "list" || kind === "block") ? false : undefined;
  if (one.kind === "pointer" && other.kind === "pointer") {
    const [first, second] = [one.targets[0], other.targets[0]];
    const isOne = one.targets.length === 1 && other.targets.length === 1;
    const isSame = first?.instance === second?.instance && first?.attribute === second?.attribute;
    return isOne && isSame && !first?.instance.address.endsWith("[*]") ? true : undefined;
  }
  if (one.kind === "list" && other.kind === "list") {
    if (one.open !== null || other.open !== null || one.unordered || other.unordered) return undefined;
    if (one.items.length !== other.items.length) return false;
    return every(one.items.map((item, index) => equal(item, other.items[index] as Value)));
  }
  if (one.kind === "block" && other.kind === "block") {
    const names = one.fields();
    if (names.length !== other.fields().length || !names.every((name) => hasField(other, name))) return false;
    return every(names.map((name) => equal(one.get(name), other.get(name))));
  }
  const known = (value: Value) => value.kind !== "unknown" && value.kind !== "pointer";
  return known(one) && known(other) ? false : undefined;
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isEmpty(value: Value): boolean {
  return value.kind === "scalar" && (value.value === null || value.value === "");
}

/** An attribute of a value, or the member of a map. */
export function attributeOf(value: Value, name: string): Value {
  switch (value.kind) {
    case "block":
      return hasField(value, name) ? value.get(name) : withoutAttribute("object", name);
    case "pointer":
      return throughPointer(value, name);
    case "list":
      // Terraform once allowed to leave out the index of a block that stands alone.
      return value.items.length === 1 && value.items[0] !== undefined
        ? attributeOf(value.items[0], name)
        : withoutAttribute("list", name);
    case "unknown":
      return value;
    case "scalar":
      return withoutAttribute(value.value === null ? "null" : typeof value.value, name);
  }
}

function throughPointer(value: Pointer, name: string): Value {
  const foreign = value.targets.find(({ instance }) => instance.type === "terraform_remote_state");
  if (foreign !== undefined) {
    const from = foreign.instance.address;
    return unknown(missingFact("configured-output", { output: name, of: from, isPlanned: true }, "plan"));
  }
  const targets = value.targets.map(({ instance, attribute }) => ({
    instance,
    attribute: attribute === WHOLE ? name : attribute,
  }));
  return pointer(targets, value.selection);
}

/** A member of a list or map. */
export function memberOf(value: Value, key: Value): Value {
  if (isFailure(key)) return key;
  if (value.kind === "pointer") return pointer(value.targets, "one");
  if (value.kind === "unknown") return value;
  if (key.kind !== "scalar") return anyMember(value, key);
  if (key.value === null) return failure("a-key-is-null");
  if (value.kind === "block") {
    const name = String(key.value);
    return hasField(value, name) ? value.get(name) : failure("a-map-does-not-have-a-key");
  }
  if (value.kind !== "list") return failure("what-is-no-list-has-no-members");
  const index = Number(key.value);
  if (!Number.isInteger(index) || index < 0) return failure("a-list-has-no-such-member");
  if (value.unordered) return anyMember(value, key);
  const found = value.items[index];
  if (found !== undefined && !isSeveral(value.items.slice(0, index + 1))) return found;
  if (found !== undefined) return anyMember(value, key);
  return value.open === null && !isSeveral(value.items)
    ? failure("a-list-has-no-such-member")
    : { kind: "unknown", missing: value.open ?? missingIn(value) };
}

/** Whether a member stands for several, so that nobody knows where those after it are. */
function isSeveral(items: readonly Value[]): boolean {
  return items.some((item) => item.kind === "pointer" && item.selection === "some");
}

/** A member of which the place is not known. */
function anyMember(value: Value, key: Value): Value {
  const items =
    value.kind === "list" ? value.items : value.kind === "block" ? value.fields().map((name) => value.get(name)) : [];
  const [first, ...others] = items;
  if (first === undefined) return failure("what-is-empty-has-no-members");
  if (others.every((item) => equal(item, first) === true)) return first;
  const isOpen = value.kind === "list" && value.open !== null;
  if (!isOpen && items.every((item): item is Pointer => item.kind === "pointer")) {
    return pointer(dedupe(items.flatMap(({ targets }) => targets)), "one");
  }
  return key.kind === "scalar" ? madeFrom([value], "index") : asUnknown(key);
}

/** Longer texts, or texts of more parts, are not made. */
const MAX_TEXT = 1_000_000;

/** A text made of parts. Where some are not known, the parts are kept. */
export function textOf(parts: readonly Value[]): Value {
  const failed = parts.find(isFailure);
  if (failed !== undefined) return failed;
  const flat = parts.flatMap((part) => (part.kind === "unknown" && part.parts !== undefined ? part.parts : [part]));
  // `join("", aws_vpc.main[*].id)` is the one id.
  const written = flat.filter((part) => !(part.kind === "scalar" && part.value === ""));
  const [only] = written;
  if (only?.kind === "pointer" && written.length === 1 && only.selection === "one") return only;
  const length = flat.reduce((sum, part) => sum + (part.kind === "scalar" ? String(part.value).length : 0), 0);
  if (length > MAX_TEXT || flat.length > MAX_PARTS)
    return unknown(missingFact("beyond-limit", { limit: "length-of-text" }, "nothing"));
  if (flat.some((part) => isNull(part) || part.kind === "list" || part.kind === "block"))
    return failure("a-text-is-made-of-what-is-none");
  const open = flat.find((part) => part.kind !== "scalar");
  const sensitive = flat.some((part) => part.kind === "scalar" && part.sensitive === true);
  if (open === undefined)
    return scalar(flat.map((part) => (part.kind === "scalar" ? literalText(part.value) : "")).join(""), sensitive);
  return { kind: "unknown", missing: missingIn(open), parts: flat };
}

/** By code points, as Terraform sorts keys and members of sets. */
export function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** A literal as Terraform writes it in a text. */
export function literalText(value: string | number | boolean | null): string {
  // JavaScript writes large numbers with an exponent, Terraform does not.
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString();
  return Object.is(value, -0) ? "-0" : String(value ?? "");
}

/** A result as the model has it: an instance as a whole is denoted by what an argument of this name takes of it. */
export function settled(value: Value, argument: string): Value {
  if (value.kind !== "pointer" || !value.targets.some(({ attribute }) => attribute === WHOLE)) return value;
  const attribute = usualAttribute(argument);
  const targets = value.targets.map((target) => (target.attribute === WHOLE ? { ...target, attribute } : target));
  return pointer(targets, value.selection);
}
