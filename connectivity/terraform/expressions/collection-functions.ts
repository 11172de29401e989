import type { Block, List, Scalar, Value } from "../model/model";
import { blockOf, isNull, listOf, NULL, pointer, scalar } from "../model/values";
import { memberOf } from "./evaluation";
import type { TerraformFunction } from "./functions";

/** Lists with more members than this are not made. */
const MAX_MADE = 10_000;

/** A list of which all members are shown. */
function closedList(value: Value | undefined): List | undefined {
  return value?.kind === "list" && value.open === null ? value : undefined;
}

function literal(value: Value | undefined): Scalar["value"] | undefined {
  return value?.kind === "scalar" ? value.value : undefined;
}

function integer(value: Value | undefined): number | undefined {
  const known = literal(value);
  const number = known === undefined || known === null || known === "" ? Number.NaN : Number(known);
  return Number.isSafeInteger(number) ? number : undefined;
}

function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function valuesOf(block: Block): List {
  return listOf([...block.fields()].sort(byCodePoint).map((name) => block.get(name)));
}

function distinct(list: List): List | undefined {
  const members = new Map<unknown, Value>();
  for (const item of list.items) {
    const [target] = item.kind === "pointer" && item.targets.length === 1 ? item.targets : [];
    if (item.kind === "scalar") members.set(item.value, item);
    else if (target !== undefined) members.set(`${target.instance.address} ${target.attribute}`, item);
    else return undefined;
  }
  return listOf([...members.values()]);
}

function toSet(value: Value | undefined): Value | undefined {
  const list = closedList(value);
  return list === undefined ? value : (distinct(list) ?? list);
}

/** Lists of which the number of members is not known stand in the result as they are. */
function concat(args: readonly Value[]): Value | undefined {
  const items: Value[] = [];
  for (const arg of args) {
    if (arg.kind === "pointer") items.push(arg);
    else if (arg.kind === "list" && arg.open === null) for (const item of arg.items) items.push(item);
    else return undefined;
    if (items.length > MAX_MADE) return undefined;
  }
  return listOf(items);
}

function flatten(list: List): List | undefined {
  const items: Value[] = [];
  const open = list.items.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "list" && next.open === null) for (const item of next.items.toReversed()) open.push(item);
    else items.push(next);
    if (items.length + open.length > MAX_MADE) return undefined;
  }
  return listOf(items);
}

function compact(list: List): List | undefined {
  if (list.items.some((item) => item.kind === "unknown")) return undefined;
  return listOf(list.items.filter((item) => !isNull(item) && literal(item) !== ""));
}

function sort(list: List): List | undefined {
  if (!list.items.every((item) => item.kind === "scalar")) return undefined;
  return listOf([...list.items].sort((one, other) => byCodePoint(String(literal(one)), String(literal(other)))));
}

function element(list: List, index: number): Value | undefined {
  const { length } = list.items;
  return length === 0 ? undefined : list.items[((index % length) + length) % length];
}

function contains(list: List, wanted: Value | undefined): Value | undefined {
  const sought = literal(wanted);
  if (sought === undefined || !list.items.every((item) => item.kind === "scalar")) return undefined;
  return scalar(list.items.some((item) => literal(item) === sought));
}

function merge(args: readonly Value[]): Value | undefined {
  const fields = new Map<string, Value>();
  for (const arg of args) {
    if (isNull(arg)) continue;
    if (arg.kind !== "block") return undefined;
    for (const name of arg.fields()) fields.set(name, arg.get(name));
  }
  return blockOf(fields);
}

function zipmap(keys: List, values: List): Value | undefined {
  if (!keys.items.every((key) => key.kind === "scalar")) return undefined;
  return blockOf(new Map(keys.items.map((key, index) => [String(literal(key)), values.items[index] ?? NULL])));
}

function range(first: number, second: number | undefined, third: number | undefined): Value | undefined {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (step === 0 || length > MAX_MADE) return undefined;
  return listOf(Array.from({ length }, (_, index) => scalar(start + index * step)));
}

/** The first argument that is set. An argument that is not known may be set or not. */
function first(args: readonly Value[], isSet: (value: Value) => boolean): Value | undefined {
  for (const arg of args) {
    if (arg.kind === "unknown" || (arg.kind === "list" && arg.open !== null)) return undefined;
    if (isSet(arg)) return arg;
  }
  return undefined;
}

/** A function of a list, or of objects of which only some are denoted. */
function ofList(compute: (list: List, rest: readonly Value[]) => Value | undefined): TerraformFunction {
  return ([value, ...rest]) => {
    const list = closedList(value);
    return list === undefined ? undefined : compute(list, rest);
  };
}

export const COLLECTION_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["coalesce", (args) => first(args, (value) => !isNull(value) && literal(value) !== "")],
  ["coalescelist", (args) => first(args, (value) => value.kind !== "list" || value.items.length > 0)],
  ["compact", ofList(compact)],
  ["concat", concat],
  ["contains", ofList((list, [wanted]) => contains(list, wanted))],
  ["distinct", ofList(distinct)],
  [
    "element",
    ([list, index]) => {
      if (list?.kind === "pointer") return memberOf(list, NULL);
      const at = integer(index);
      const closed = closedList(list);
      return at === undefined || closed === undefined ? undefined : element(closed, at);
    },
  ],
  ["flatten", ofList(flatten)],
  [
    "keys",
    ([map]) =>
      map?.kind === "block" ? listOf([...map.fields()].sort(byCodePoint).map((name) => scalar(name))) : undefined,
  ],
  ["length", ([value]) => lengthOf(value)],
  ["lookup", ([map, key, fallback]) => lookup(map, literal(key), fallback)],
  ["merge", merge],
  [
    "one",
    ([list]) => {
      if (list?.kind === "pointer") return pointer(list.targets, "one");
      const items = closedList(list)?.items;
      return items === undefined || items.length > 1 ? undefined : (items[0] ?? NULL);
    },
  ],
  [
    "range",
    (args) => {
      const [start, end, step] = args.map(integer);
      const known =
        start !== undefined && (end !== undefined || args.length < 2) && (step !== undefined || args.length < 3);
      return known ? range(start, end, step) : undefined;
    },
  ],
  ["reverse", ofList((list) => listOf(list.items.toReversed()))],
  [
    "slice",
    ofList((list, [from, to]) => {
      const [start, end] = [integer(from), integer(to)];
      return start === undefined || end === undefined ? undefined : listOf(list.items.slice(start, end));
    }),
  ],
  ["sort", ofList(sort)],
  ["tolist", ([value]) => value],
  ["tomap", ([value]) => value],
  ["toset", ([value]) => toSet(value)],
  ["try", (args) => first(args, (value) => !isNull(value)) ?? (args.every(isNull) ? NULL : undefined)],
  ["values", ([map]) => (map?.kind === "block" ? valuesOf(map) : map?.kind === "pointer" ? map : undefined)],
  [
    "zipmap",
    ([keys, values]) => {
      const [names, members] = [closedList(keys), closedList(values)];
      return names === undefined || members === undefined ? undefined : zipmap(names, members);
    },
  ],
]);

function lengthOf(value: Value | undefined): Value | undefined {
  if (value?.kind === "block") return scalar(value.fields().length);
  if (value?.kind === "scalar" && typeof value.value === "string") return scalar([...value.value].length);
  const list = closedList(value);
  // A member that stands for several objects hides how many there are.
  return list === undefined || list.items.some((item) => item.kind === "pointer" && item.selection === "some")
    ? undefined
    : scalar(list.items.length);
}

function lookup(
  map: Value | undefined,
  key: Scalar["value"] | undefined,
  fallback: Value | undefined,
): Value | undefined {
  if (map?.kind !== "block" || key === undefined) return undefined;
  return map.fields().includes(String(key)) ? map.get(String(key)) : fallback;
}
