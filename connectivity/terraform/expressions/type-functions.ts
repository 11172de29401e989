import type { Value } from "../model/model";
import { failure, isNull, listOf, NULL, scalar } from "../model/values";
import { literalText } from "./evaluation";
import { alikeLiterals, closedList, type Literal, setOf, type TerraformFunction } from "./function-arguments";

function convert(compute: (value: Literal) => Literal | undefined): TerraformFunction {
  return ([value]) => {
    if (value?.kind === "list" || value?.kind === "block")
      return failure("a-collection-is-converted-to-a-text-or-number");
    if (value?.kind !== "scalar" || value.value === null) return value;
    const result = compute(value.value);
    return result === undefined ? failure("a-value-cannot-be-converted") : scalar(result, value.sensitive);
  };
}

function withMarks(value: Value, sensitive: boolean): Value {
  if (value.kind === "scalar") return value.value === null ? NULL : scalar(value.value, sensitive);
  return value.kind === "list"
    ? {
        ...listOf(
          value.items.map((item) => withMarks(item, sensitive)),
          value.open,
        ),
      }
    : value;
}

export function toNumber(value: Literal): number | undefined {
  if (typeof value === "number") return value;
  const isNumber = typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
  return isNumber ? Number(value) : undefined;
}

export function toBool(value: Literal): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" || value === "false" ? value === "true" : undefined;
}

export const TYPE_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["issensitive", ([value]) => (value?.kind === "scalar" ? scalar(value.sensitive === true) : undefined)],
  ["nonsensitive", ([value]) => (value === undefined ? undefined : withMarks(value, false))],
  ["sensitive", ([value]) => (value === undefined ? undefined : withMarks(value, true))],
  ["tobool", convert(toBool)],
  [
    "tolist",
    ([value]) => {
      const list = closedList(value);
      if (list !== undefined)
        return { ...listOf(alikeLiterals(list.items)), ...(list.unordered && { unordered: true }) };
      return value?.kind === "block" || (value?.kind === "scalar" && !isNull(value))
        ? failure("what-is-no-list-cannot-be-made-one")
        : value;
    },
  ],
  [
    "tomap",
    ([value]) =>
      value?.kind === "list" || (value?.kind === "scalar" && !isNull(value))
        ? failure("what-is-no-map-cannot-be-made-one")
        : value,
  ],
  ["tonumber", convert(toNumber)],
  [
    "toset",
    ([value]) => {
      const list = closedList(value);
      if (list !== undefined) return setOf(list.items) ?? list;
      return value?.kind === "block" || (value?.kind === "scalar" && !isNull(value))
        ? failure("what-is-no-list-cannot-be-made-a-set")
        : value;
    },
  ],
  ["tostring", convert(literalText)],
]);
