import { equal } from "../expressions/evaluation";
import { field, isObject, type JsonObject } from "../model/json";
import type { Value } from "../model/model";
import {
  afterApply,
  fromJson,
  hasField,
  isFailure,
  isListed,
  isNull,
  lazyBlock,
  listOf,
  markAt,
  NULL,
} from "../model/values";

/** What a plan says about a value: the part that it knows, which parts are known after apply, and what is sensitive. */
export interface PlannedPart {
  readonly after: unknown;
  readonly unknown: unknown;
  readonly marks: unknown;
  readonly origin: string;
}

/** More pairs than this are not compared to find which block of a set is which. */
const MAX_COMPARISONS = 20_000;

/**
 * A value of which a plan knows a part and the configuration says what the rest is made of. What the plan knows counts;
 * what it does not is taken from the configuration. An unknown value where neither shows it.
 */
export function join(planned: PlannedPart, written: Value): Value {
  const { after, unknown: isUnknown, marks, origin } = planned;
  if (isUnknown === true) return isFailure(written) ? afterApply(origin) : marked(written, marks);
  if (!holdsUnknown(isUnknown)) return fromJson(after, marks);
  if (Array.isArray(isUnknown) && Array.isArray(after)) return joinList(planned, after, isUnknown, written);
  if (isObject(isUnknown)) return joinBlock(planned, isObject(after) ? after : {}, isUnknown, written);
  return afterApply(origin);
}

function joinBlock(planned: PlannedPart, known: JsonObject, unknownFields: JsonObject, written: Value): Value {
  const names = [...new Set([...Object.keys(known), ...Object.keys(unknownFields)])];
  // A block that stands alone is a list of one.
  const only = written.kind === "list" && written.items.length === 1 ? (written.items[0] ?? NULL) : written;
  return lazyBlock(
    () => names,
    (name) =>
      join(
        {
          after: field(known, name),
          unknown: field(unknownFields, name),
          marks: planned.marks === true || field(planned.marks, name),
          origin: `${planned.origin}.${name}`,
        },
        fieldOf(only, name, planned.origin),
      ),
  );
}

function fieldOf(written: Value, name: string, origin: string): Value {
  if (written.kind === "block") return !isListed(written) || hasField(written, name) ? written.get(name) : NULL;
  return written.kind === "unknown" ? written : afterApply(`${origin}.${name}`);
}

function joinList(
  planned: PlannedPart,
  after: readonly unknown[],
  isUnknown: readonly unknown[],
  written: Value,
): Value {
  const part = (index: number): PlannedPart => ({
    after: after[index],
    unknown: isUnknown[index],
    marks: markAt(planned.marks, index),
    origin: planned.origin,
  });
  const length = Math.max(after.length, isUnknown.length);
  const parts = Array.from({ length }, (_, index) => part(index));
  if (written.kind !== "list" || written.open !== null || written.items.length < length) {
    const missing = written.kind === "unknown" ? written : afterApply(planned.origin);
    return listOf(
      parts.map((each) => join(each, written.kind === "pointer" && written.targets.length === 1 ? written : missing)),
    );
  }
  const items = assigned(parts, written.items);
  return listOf(parts.map((each, index) => join(each, items?.[index] ?? afterApply(planned.origin))));
}

/**
 * Which written member each planned one is. A list keeps its order; the members of a set come in any, and what is known of
 * them tells them apart. Undefined where no assignment fits.
 */
function assigned(parts: readonly PlannedPart[], items: readonly Value[]): readonly Value[] | undefined {
  const fitsAt = (part: number, item: number) => fits(parts[part] as PlannedPart, items[item] as Value);
  if (parts.length === items.length && parts.every((_, index) => fitsAt(index, index))) return items;
  if (parts.length * items.length > MAX_COMPARISONS) return undefined;
  const fitting = parts.map((_, part) => items.flatMap((_, item) => (fitsAt(part, item) ? [item] : [])));
  const takenBy = new Map<number, number>();
  // An assignment that leaves nobody out is found by letting others move on (Kuhn's algorithm).
  const place = (part: number, tried: Set<number>): boolean =>
    (fitting[part] ?? []).some((item) => {
      if (tried.has(item)) return false;
      tried.add(item);
      const holder = takenBy.get(item);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(item, part);
      return true;
    });
  if (!parts.every((_, part) => place(part, new Set()))) return undefined;
  const itemOf = new Map([...takenBy].map(([item, part]) => [part, items[item] as Value]));
  return parts.map((_, part) => itemOf.get(part) as Value);
}

/** Whether a written member can be a planned one: what is known of both is equal. */
function fits(part: PlannedPart, item: Value): boolean {
  if (part.unknown === true) return item.kind !== "scalar" || item.value === null;
  if (isObject(part.after) && item.kind === "block") {
    const known = part.after;
    const names = new Set([...Object.keys(known), ...(isObject(part.unknown) ? Object.keys(part.unknown) : [])]);
    return [...names].every((name) => {
      const inner = { ...part, after: field(known, name), unknown: field(part.unknown, name) };
      const written = hasField(item, name) ? item.get(name) : NULL;
      // What is left out may have a default.
      return isNull(written) ? inner.unknown !== true || !isObject(inner.after) : fits(inner, written);
    });
  }
  if (Array.isArray(part.after) && item.kind === "list") {
    const length = Math.max(part.after.length, Array.isArray(part.unknown) ? part.unknown.length : 0);
    if (item.open !== null) return true;
    if (holdsUnknown(part.unknown)) return length <= item.items.length;
  }
  if (item.kind === "unknown" || item.kind === "pointer") return true;
  if (item.kind === "scalar" && (part.after === null || part.after === undefined))
    return item.value === null || item.value === "";
  const known = fromJson(part.after);
  if (known.kind === "scalar" && item.kind === "scalar") return String(known.value) === String(item.value);
  if (known.kind === "list" && item.kind === "list") return sameMembers(known.items, item.items);
  return equal(known, item) !== false;
}

function sameMembers(known: readonly Value[], written: readonly Value[]): boolean {
  if (known.length !== written.length) return false;
  if (!written.every((item) => item.kind === "scalar")) return true;
  const texts = (values: readonly Value[]) =>
    values
      .map((value) => (value.kind === "scalar" ? String(value.value) : ""))
      .sort()
      .join("\n");
  return texts(known) === texts(written);
}

/** What the plan marks as sensitive stays so. */
function marked(value: Value, marks: unknown): Value {
  return marks === true && value.kind === "scalar" && value.value !== null ? { ...value, sensitive: true } : value;
}

/** Whether anything in a value is known after apply only. */
export function holdsUnknown(isUnknown: unknown): boolean {
  const open: unknown[] = [isUnknown];
  while (open.length > 0) {
    const next = open.pop();
    if (next === true) return true;
    if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (isObject(next)) for (const name of Object.keys(next)) open.push(next[name]);
  }
  return false;
}

/** Whether everything in a value is known, or made of what the input shows. */
export function isShown(value: Value): boolean {
  let budget = MAX_COMPARISONS;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (budget-- < 0) return true;
    if (next.kind === "unknown") {
      if (next.parts === undefined) return false;
      for (const part of next.parts) open.push(part);
    }
    if (next.kind === "list") {
      if (next.open !== null) return false;
      for (const item of next.items) open.push(item);
    }
    if (next.kind === "block" && isListed(next)) for (const name of next.fields()) open.push(next.get(name));
  }
  return true;
}
