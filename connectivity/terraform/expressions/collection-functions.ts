import type { Block, List, Scalar, Value } from "../model/model";
import {
  blockOf,
  failure,
  hasField,
  isFailure,
  isListed,
  isNull,
  listOf,
  NULL,
  pointer,
  scalar,
} from "../model/values";
import { byCodePoint, equal, literalText, memberOf } from "./evaluation";
import {
  alikeLiterals,
  closedBlock,
  closedList,
  integer,
  literal,
  literalsOf,
  MAX_MADE,
  ofList,
  setOf,
  sortedNames,
  type TerraformFunction,
} from "./function-arguments";
import { toBool, toNumber } from "./type-functions";

function valuesOf(block: Block): List {
  return listOf(sortedNames(block).map((name) => block.get(name)));
}

function distinct(list: List): List | undefined {
  const kept: Value[] = [];
  const literals = new Set<unknown>();
  for (const item of list.items) {
    if (item.kind === "scalar") {
      if (!literals.has(item.value)) kept.push(item);
      literals.add(item.value);
      continue;
    }
    const same = kept.map((other) => (other.kind === "scalar" ? false : equal(other, item)));
    if (same.includes(undefined) && item.kind !== "pointer") return undefined;
    if (!same.includes(true)) kept.push(item);
  }
  return listOf(kept);
}

/** Lists of which the number of members is not known stand in the result as they are. */
function concat(args: readonly Value[]): Value | undefined {
  const items: Value[] = [];
  let open: List["open"] = null;
  for (const arg of args) {
    if (arg.kind === "scalar") return failure("concat-takes-lists");
    if (arg.kind === "pointer") items.push(arg);
    else if (arg.kind === "list") {
      for (const item of arg.items) items.push(item);
      open ??= arg.open;
    } else return undefined;
    if (items.length > MAX_MADE) return undefined;
  }
  return listOf(items, open);
}

function flatten(list: List): List | undefined {
  const items: Value[] = [];
  let missing: List["open"] = list.open;
  const open = list.items.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "list") {
      for (const item of next.items.toReversed()) open.push(item);
      missing ??= next.open;
    } else items.push(next);
    if (items.length + open.length > MAX_MADE) return undefined;
  }
  return listOf(items, missing);
}

function compact(list: List): Value | undefined {
  if (list.items.some((item) => item.kind === "unknown" && item.parts === undefined)) return undefined;
  if (list.items.some(({ kind }) => kind === "list" || kind === "block")) return failure("compact-takes-texts");
  return listOf(list.items.filter((item) => !isNull(item) && literal(item) !== "").map(asText));
}

function asText(item: Value): Value {
  return item.kind === "scalar" && item.value !== null ? scalar(literalText(item.value), item.sensitive) : item;
}

function sort(list: List): Value | undefined {
  if (list.items.some((item) => isNull(item) || item.kind === "list" || item.kind === "block"))
    return failure("sort-takes-texts");
  const texts = literalsOf(list)?.map(literalText);
  return texts === undefined ? undefined : listOf([...texts].sort(byCodePoint).map((text) => scalar(text)));
}

function element(list: List, index: number): Value | undefined {
  const { length } = list.items;
  if (length === 0 || index < 0) return failure("a-list-has-no-such-element");
  return memberOf(list, scalar(index % length));
}

function contains(list: List, wanted: Value | undefined): Value | undefined {
  if (wanted === undefined) return undefined;
  const answers = list.items.map((item) => equal(item, wanted));
  if (answers.includes(true)) return scalar(true);
  return answers.includes(undefined) ? undefined : scalar(false);
}

function index(list: List, wanted: Value | undefined): Value | undefined {
  if (wanted === undefined) return undefined;
  const answers = list.items.map((item) => equal(item, wanted));
  const at = answers.findIndex((answer) => answer !== false);
  if (at < 0) return failure("a-list-does-not-have-what-is-sought");
  return answers[at] === undefined ? undefined : scalar(at);
}

function merge(args: readonly Value[]): Value | undefined {
  const fields = new Map<string, Value>();
  for (const arg of args) {
    if (isNull(arg)) continue;
    const block = closedBlock(arg);
    if (block === undefined) return undefined;
    for (const name of block.fields()) fields.set(name, block.get(name));
  }
  return blockOf(fields);
}

function zipmap(keys: List, values: List): Value | undefined {
  const names = literalsOf(keys)?.map(literalText);
  if (names === undefined) return undefined;
  if (names.length !== values.items.length) return failure("zipmap-takes-as-many-values-as-keys");
  if (values.unordered) return undefined;
  return blockOf(new Map(names.map((name, at) => [name, values.items[at] ?? NULL])));
}

function number(value: Value): number | undefined {
  const known = literal(value);
  return known === undefined || known === null ? undefined : toNumber(known);
}

function range(first: number, second: number | undefined, third: number | undefined): Value | undefined {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  if (step === 0) return failure("a-range-has-no-steps");
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > MAX_MADE) return undefined;
  return listOf(Array.from({ length }, (_, at) => scalar(start + at * step)));
}

/** The first argument that is set. An argument that is not known may be set or not. */
function first(args: readonly Value[], isSet: (value: Value) => boolean): Value | undefined {
  for (const arg of args) {
    if (isFailure(arg)) return arg;
    if (arg.kind === "unknown" || (arg.kind === "list" && arg.open !== null && arg.items.length === 0))
      return undefined;
    if (isSet(arg)) return arg;
  }
  return failure("no-argument-is-set");
}

function chunk(list: List, size: number): Value {
  if (size < 1) return failure("a-chunk-has-a-size");
  const chunks: Value[] = [];
  for (let at = 0; at < list.items.length; at += size) chunks.push(listOf(list.items.slice(at, at + size)));
  return listOf(chunks);
}

function truths(list: List, deciding: boolean): Value | undefined {
  const answers = list.items.map((item) =>
    item.kind === "scalar" && item.value !== null ? toBool(item.value) : undefined,
  );
  const isWrong = list.items.some(
    (item, at) => answers[at] === undefined && item.kind !== "unknown" && item.kind !== "pointer",
  );
  if (isWrong) return failure("a-list-holds-what-is-neither-true-nor-false");
  if (answers.includes(deciding)) return scalar(deciding);
  return answers.includes(undefined) ? undefined : scalar(!deciding);
}

/** All ways to take one member of each list. */
function setProduct(lists: readonly List[]): Value | undefined {
  const size = lists.reduce((product, { items }) => product * items.length, 1);
  if (size > MAX_MADE) return undefined;
  const combined = lists.reduce<readonly (readonly Value[])[]>(
    (made, { items }) => made.flatMap((start) => items.map((item) => [...start, item])),
    [[]],
  );
  return listOf(combined.map((items) => listOf(items)));
}

function ofSets(keep: (item: Value, others: readonly List[]) => boolean | undefined): TerraformFunction {
  return (args) => {
    const lists = args.map(closedList);
    const [start, ...others] = lists;
    if (start === undefined || !others.every((list) => list !== undefined)) return undefined;
    const kept: Value[] = [];
    for (const item of start.items) {
      const stays = keep(item, others);
      if (stays === undefined) return undefined;
      if (stays) kept.push(item);
    }
    return setOf(kept);
  };
}

function isIn(item: Value, list: List): boolean | undefined {
  const answer = contains(list, item);
  return answer === undefined ? undefined : literal(answer) === true;
}

function sum(list: List): Value | undefined {
  if (list.items.length === 0) return failure("nothing-has-no-sum");
  const literals = list.items.some(
    (item) => item.kind !== "scalar" && item.kind !== "unknown" && item.kind !== "pointer",
  )
    ? []
    : literalsOf(list);
  const numbers = literals?.map(toNumber);
  if (list.items.some(isNull) || numbers?.length === 0 || numbers?.includes(undefined))
    return failure("sum-takes-numbers");
  return numbers === undefined
    ? undefined
    : scalar(numbers.reduce<number>((total, number) => total + (number ?? 0), 0));
}

function transpose(map: Block): Value | undefined {
  const turned = new Map<string, Value[]>();
  for (const name of sortedNames(map)) {
    const names = closedList(map.get(name));
    const literals = names === undefined ? undefined : literalsOf(names)?.map(literalText);
    if (literals === undefined) return undefined;
    for (const text of literals) turned.set(text, [...(turned.get(text) ?? []), scalar(name)]);
  }
  return blockOf(new Map([...turned].map(([name, items]) => [name, listOf(items)])));
}

function matchKeys(values: List, keys: List, sought: List): Value | undefined {
  if (values.items.length !== keys.items.length) return failure("matchkeys-takes-as-many-values-as-keys");
  const kept: Value[] = [];
  for (const [at, key] of keys.items.entries()) {
    const found = isIn(key, sought);
    if (found === undefined) return undefined;
    if (found) kept.push(values.items[at] ?? NULL);
  }
  return listOf(kept);
}

export const COLLECTION_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["alltrue", ofList((list) => truths(list, false))],
  ["anytrue", ofList((list) => truths(list, true))],
  [
    "chunklist",
    ofList((list, [size]) => {
      const length = integer(size);
      return length === undefined ? undefined : chunk(list, length);
    }),
  ],
  ["coalesce", (args) => first(alikeLiterals(args), (value) => !isNull(value) && literal(value) !== "")],
  [
    "coalescelist",
    (args) => first(args, (value) => !isNull(value) && (value.kind !== "list" || value.items.length > 0)),
  ],
  ["compact", ofList(compact)],
  ["concat", concat],
  ["contains", ofList((list, [wanted]) => contains(list, wanted))],
  ["distinct", ofList(distinct)],
  [
    "element",
    ([list, at]) => {
      if (list?.kind === "pointer") return memberOf(list, NULL);
      if (list !== undefined && isNull(list)) return failure("null-has-no-element");
      const place = integer(at);
      const closed = closedList(list);
      return place === undefined || closed === undefined ? undefined : element(closed, place);
    },
  ],
  [
    "flatten",
    ([list]) =>
      list?.kind === "list"
        ? flatten(list)
        : list !== undefined && isNull(list)
          ? failure("null-is-no-list")
          : undefined,
  ],
  ["index", ofList((list, [wanted]) => index(list, wanted))],
  [
    "keys",
    ([map]) => {
      if (map !== undefined && (isNull(map) || map.kind === "list")) return failure("what-is-no-map-has-no-keys");
      const block = closedBlock(map);
      return block === undefined ? undefined : listOf(sortedNames(block).map((name) => scalar(name)));
    },
  ],
  ["length", ([value]) => lengthOf(value)],
  ["lookup", ([map, key, fallback]) => lookup(map, literal(key), fallback)],
  [
    "matchkeys",
    (args) => {
      const [values, keys, sought] = args.map(closedList);
      return values === undefined || keys === undefined || sought === undefined
        ? undefined
        : matchKeys(values, keys, sought);
    },
  ],
  ["merge", merge],
  [
    "one",
    ([list]) => {
      if (list?.kind === "pointer") return pointer(list.targets, "one");
      if (list !== undefined && isNull(list)) return failure("null-is-no-list");
      const items = closedList(list)?.items;
      if (items === undefined) return undefined;
      return items.length > 1 ? failure("a-list-has-more-than-one-member") : (items[0] ?? NULL);
    },
  ],
  [
    "range",
    (args) => {
      const [start, end, step] = args.map(number);
      const known =
        start !== undefined && (end !== undefined || args.length < 2) && (step !== undefined || args.length < 3);
      return known ? range(start, end, step) : undefined;
    },
  ],
  ["reverse", ofList((list) => listOf(list.items.toReversed()))],
  ["setintersection", ofSets((item, others) => every(others.map((list) => isIn(item, list))))],
  [
    "setproduct",
    (args) => {
      const lists = args.map(closedList);
      return lists.every((list) => list !== undefined) ? setProduct(lists) : undefined;
    },
  ],
  ["setsubtract", ofSets((item, others) => not(any(others.map((list) => isIn(item, list)))))],
  [
    "setunion",
    (args) => {
      const lists = args.map(closedList);
      return lists.every((list) => list !== undefined) ? setOf(lists.flatMap(({ items }) => items)) : undefined;
    },
  ],
  [
    "slice",
    ofList((list, [from, to]) => {
      const [start, end] = [integer(from), integer(to)];
      if (start === undefined || end === undefined || list.unordered) return undefined;
      if (start < 0 || end < start || end > list.items.length) return failure("a-slice-goes-beyond-its-list");
      return listOf(list.items.slice(start, end));
    }),
  ],
  ["sort", ofList(sort)],
  ["sum", ofList(sum)],
  [
    "transpose",
    ([map]) => {
      const block = closedBlock(map);
      return block === undefined ? undefined : transpose(block);
    },
  ],
  [
    "values",
    ([map]) => {
      if (map !== undefined && isNull(map)) return failure("null-has-no-values");
      const block = closedBlock(map);
      return block === undefined ? (map?.kind === "pointer" ? map : undefined) : valuesOf(block);
    },
  ],
  [
    "zipmap",
    ([keys, values]) => {
      const [names, members] = [closedList(keys), closedList(values)];
      return names === undefined || members === undefined ? undefined : zipmap(names, members);
    },
  ],
]);

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function any(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function lengthOf(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  if (isNull(value)) return failure("null-has-no-length");
  if (value.kind === "block") return isListed(value) ? scalar(value.fields().length) : undefined;
  if (value.kind === "scalar")
    return typeof value.value === "string" ? scalar([...value.value].length) : failure("a-number-has-no-length");
  const list = closedList(value);
  return list === undefined ? undefined : scalar(list.items.length);
}

function lookup(
  map: Value | undefined,
  key: Scalar["value"] | undefined,
  fallback: Value | undefined,
): Value | undefined {
  if (map !== undefined && (map.kind === "list" || map.kind === "scalar")) return failure("lookup-takes-a-map");
  if (map?.kind !== "block" || key === undefined) return undefined;
  const name = String(key);
  if (hasField(map, name)) return map.get(name);
  return fallback ?? failure("a-map-does-not-have-a-key");
}
