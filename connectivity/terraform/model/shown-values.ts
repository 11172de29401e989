import type { Given } from "../../causes/given";
import type { ValueName } from "../../causes/missing/terraform";
import { missingFact } from "../../causes/missing-fact";
import type { Block, Instance, MissingFact, Pointer, Value } from "./model";

/** An argument that is not set. */
export const NOTHING: Value = { kind: "scalar", value: null };

/** The text that a value shows; null when it is not set, empty, or not shown. */
export function textOf(value: Value): string | null {
  return value.kind === "scalar" && typeof value.value === "string" && value.value !== "" ? value.value : null;
}

/** The same as it is given: an empty one is a text. */
export function givenTextOf(value: Value): string | null {
  return value.kind === "scalar" && typeof value.value === "string" ? value.value : null;
}

/** The text of an attribute; null when it is not set, empty, or not shown. */
export function textAt(instance: Instance, attribute: string): string | null {
  return textOf(instance.get(attribute));
}

/** The value, to be named in a finding. One that is sensitive is left out. */
export function givenOf(value: Value): Given {
  if (value.kind !== "scalar") return { hidden: "not-shown" };
  return value.sensitive ? { hidden: "sensitive" } : { text: String(value.value) };
}

/** The number that a value shows, also one spelled as a text; null otherwise. */
export function numberOf(value: Value): number | null {
  if (value.kind !== "scalar" || value.value === null || value.value === "") return null;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : null;
}

/** The boolean that a value shows, also one spelled as a text; null otherwise. */
export function flagOf(value: Value): boolean | null {
  if (value.kind !== "scalar") return null;
  if (value.value === true || value.value === "true") return true;
  if (value.value === false || value.value === "false") return false;
  return null;
}

/** Whether a value is not set, or set to nothing. */
export function isUnset(value: Value): boolean {
  if (value.kind === "scalar") return value.value === null || value.value === "";
  return value.kind === "list" && value.items.length === 0 && value.open === null;
}

/** Whether the configuration leaves an argument to AWS, or sets it to nothing. */
export function isLeftToAws(instance: Instance, attribute: string): boolean {
  const value = instance.get(attribute);
  return isUnset(value) || isOwn(instance, attribute, value);
}

/** Whether an instance is made by the plan, under its own name or in place of another. */
export function isNew(instance: Pick<Instance, "change"> | undefined): boolean {
  return instance?.change === "create" || instance?.change === "replace";
}

/** Whether a value is the instance's own attribute, which the input does not resolve any further. */
export function isOwn(instance: Instance, attribute: string, value: Value): boolean {
  return (
    value.kind === "pointer" &&
    value.targets.length === 1 &&
    value.targets.every((target) => target.instance === instance && target.attribute === attribute)
  );
}

/** What is missing where a value does not show what it is. */
export function missingOf(value: Value, name: ValueName): MissingFact {
  if (value.kind === "unknown") return value.missing;
  if (value.kind === "list" && value.open !== null) return value.open;
  return missingFact("value", { value: name }, "apply");
}

/** Blocks, and what is missing to know whether there are more. */
export interface Blocks {
  readonly blocks: readonly Block[];
  readonly missing: readonly MissingFact[];
}

/** The blocks that an argument holds. */
export function blocksOf(value: Value, name: ValueName): Blocks {
  if (isUnset(value)) return { blocks: [], missing: [] };
  if (value.kind === "block") return { blocks: [value], missing: [] };
  if (value.kind !== "list") return { blocks: [], missing: [missingOf(value, name)] };
  const blocks: Block[] = [];
  const missing: MissingFact[] = value.open === null ? [] : [value.open];
  for (const item of value.items) {
    if (item.kind === "block") blocks.push(item);
    else if (!isUnset(item)) missing.push(missingOf(item, name));
  }
  return { blocks, missing };
}

/** The single values that an argument holds, whether it is one or a list of them. */
export function itemsOf(value: Value): readonly Value[] {
  if (isUnset(value)) return [];
  if (value.kind !== "list") return [value];
  const items = value.items.filter((item) => !isUnset(item));
  return value.open === null ? items : [...items, { kind: "unknown", missing: value.open }];
}

/** The attributes that a pointer may denote, such as `aws_vpc.main.id`. */
export function attributesIn(pointer: Pointer): readonly string[] {
  return pointer.targets.map(({ instance, attribute }) => `${instance.address}.${attribute}`);
}
