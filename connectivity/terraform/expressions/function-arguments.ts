import type { Block, List, Scalar, Value } from "../model/model";
import { failure, isListed, isNull, listOf, scalar } from "../model/values";
import { byCodePoint, literalText } from "./evaluation";

/**
 * A function of the configuration language; undefined where the arguments do not show what it comes to.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export type TerraformFunction = (args: readonly Value[]) => Value | undefined;

export type Literal = string | number | boolean;

/** Lists with more members than this are not made. */
export const MAX_MADE = 10_000;

/** A list of which all members are shown. */
export function closedList(value: Value | undefined): List | undefined {
  return value?.kind === "list" && value.open === null && !hidesNumber(value.items) ? value : undefined;
}

/** A member that stands for several objects hides how many there are. */
function hidesNumber(items: readonly Value[]): boolean {
  return items.some((item) => item.kind === "pointer" && item.selection === "some");
}

/** An object or map of which all fields are shown. */
export function closedBlock(value: Value | undefined): Block | undefined {
  return value?.kind === "block" && isListed(value) ? value : undefined;
}

export function literal(value: Value | undefined): Scalar["value"] | undefined {
  return value?.kind === "scalar" ? value.value : undefined;
}

export function integer(value: Value | undefined): number | undefined {
  const known = literal(value);
  const number = known === undefined || known === null || known === "" ? Number.NaN : Number(known);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function sortedNames(block: Block): readonly string[] {
  return [...block.fields()].sort(byCodePoint);
}

export function isSensitive(value: Value): boolean {
  return value.kind === "scalar" && value.sensitive === true;
}

/** Literals as they are, and what is wrong with them. */
type Result = Scalar["value"] | Value | undefined;

/** A function of known texts and numbers. What it does not take is an error, as in Terraform. */
export function ofLiterals(compute: (...args: readonly Literal[]) => Result): TerraformFunction {
  return (args) => {
    const literals: Literal[] = [];
    for (const arg of args) {
      if (isNull(arg)) return failure("an-argument-of-a-function-is-null");
      if (arg.kind === "list" || arg.kind === "block") return failure("an-argument-of-a-function-is-no-text-or-number");
      if (arg.kind !== "scalar" || arg.value === null) return undefined;
      literals.push(arg.value);
    }
    return asValue(compute(...literals), args.some(isSensitive));
  };
}

/** A function of texts alone, given as such. */
export function ofTexts(compute: (...args: readonly string[]) => Result): TerraformFunction {
  return ofLiterals((...args) => compute(...args.map(literalText)));
}

/** A function of numbers alone. */
export function ofNumbers(compute: (...args: readonly number[]) => Result): TerraformFunction {
  return ofLiterals((...args) => {
    const numbers = args.map((arg) => (arg === "" || typeof arg === "boolean" ? Number.NaN : Number(arg)));
    return numbers.some(Number.isNaN) ? failure("an-argument-of-a-function-is-no-number") : compute(...numbers);
  });
}

function asValue(result: Result, sensitive: boolean): Value | undefined {
  if (result === undefined) return undefined;
  return typeof result === "object" && result !== null ? result : scalar(result, sensitive);
}

/** A function of a list of which all members are shown. */
export function ofList(compute: (list: List, rest: readonly Value[]) => Value | undefined): TerraformFunction {
  return ([value, ...rest]) => {
    if (value !== undefined && (isNull(value) || value.kind === "scalar"))
      return failure("an-argument-of-a-function-is-no-list");
    const list = closedList(value);
    return list === undefined ? undefined : compute(list, rest);
  };
}

/** Members that are all literals; undefined where one of them is not known. */
export function literalsOf(list: List): readonly Literal[] | undefined {
  const literals: Literal[] = [];
  for (const item of list.items) {
    if (item.kind !== "scalar" || item.value === null) return undefined;
    literals.push(item.value);
  }
  return literals;
}

/** A set, with its members in the order that Terraform gives them. Members that are not known come in any. */
export function setOf(items: readonly Value[]): List | undefined {
  const members = new Map<unknown, Value>();
  for (const item of alikeLiterals(items)) {
    const [target] = item.kind === "pointer" && item.targets.length === 1 ? item.targets : [];
    if (item.kind === "scalar") members.set(item.value, item);
    else if (target !== undefined) members.set(`${target.instance.address} ${target.attribute}`, item);
    else if (item.kind === "unknown" && item.parts === undefined) return undefined;
    else members.set(item, item);
  }
  const all = [...members.values()];
  if (all.every((item) => item.kind === "scalar")) return listOf(all.sort(byLiteral));
  return all.length < 2 ? listOf(all) : { ...listOf(all), unordered: true };
}

function byLiteral(one: Value, other: Value): number {
  const [first, second] = [literal(one), literal(other)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  if (typeof first === "number" && typeof second === "number") return first - second;
  return byCodePoint(String(first ?? ""), String(second ?? ""));
}

/** Members of one type: where there is a text, numbers and truths beside it are texts too. */
export function alikeLiterals(items: readonly Value[]): readonly Value[] {
  const types = new Set(
    items.map((item) => (item.kind === "scalar" && item.value !== null ? typeof item.value : "null")),
  );
  types.delete("null");
  if (types.size < 2) return items;
  return items.map((item) =>
    item.kind === "scalar" && item.value !== null ? scalar(literalText(item.value), item.sensitive) : item,
  );
}
