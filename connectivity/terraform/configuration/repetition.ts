import { type Bindings, entriesOf } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import type { Body } from "../hcl/body";
import type { Key } from "../model/address";
import type { Value } from "../model/model";
import { blockOf, isNull, scalar } from "../model/values";

/** How often there is a resource or module, and what `count` and `each` mean in each of them. */
export type Repetition =
  | {
      readonly kind: "no" | "count" | "for_each";
      readonly keys: readonly Key[];
      readonly bindings: readonly Bindings[];
    }
  /** @param by - What decides it. */
  | { readonly kind: "unknown"; readonly by: Value };

/** More instances than this are not made of one block. */
const MAX_MADE = 10_000;

/** Reads `count` and `for_each`. */
export function repetitionOf(body: Body, evaluate: (expression: Expression, name: string) => Value): Repetition {
  const count = body.attributes.get("count");
  const forEach = body.attributes.get("for_each");
  const value = count === undefined ? undefined : evaluate(count, "count");
  if (value !== undefined && !isLeftOut(count, value)) return counted(value);
  const members = forEach === undefined ? undefined : evaluate(forEach, "for_each");
  if (members !== undefined && !isLeftOut(forEach, members)) return forEachOf(members);
  return { kind: "no", keys: [undefined], bindings: [new Map()] };
}

/** CDKTF writes null for what it leaves out. */
function isLeftOut(expression: Expression | undefined, value: Value): boolean {
  return expression?.kind === "literal" && isNull(value);
}

function counted(value: Value): Repetition {
  const count = value.kind === "scalar" && value.value !== null ? Number(value.value) : Number.NaN;
  if (!Number.isInteger(count) || count < 0 || count > MAX_MADE) return { kind: "unknown", by: value };
  const keys = Array.from({ length: count }, (_, index) => index);
  return { kind: "count", keys, bindings: keys.map(countBindings) };
}

function forEachOf(value: Value): Repetition {
  const entries = value.kind === "list" && value.open !== null ? undefined : entriesOf(value);
  // The members of a set are their own keys.
  const keyed = entries?.map(([key, member]) =>
    value.kind === "list" ? ([member, member] as const) : ([key, member] as const),
  );
  if (keyed === undefined || !keyed.every(([key]) => key.kind === "scalar")) return { kind: "unknown", by: value };
  return {
    kind: "for_each",
    keys: keyed.map(([key]) => (key.kind === "scalar" ? String(key.value) : "")),
    bindings: keyed.map(([key, member]) => eachBindings(key, member)),
  };
}

export function countBindings(index: number): Bindings {
  return new Map([["count", blockOf(new Map([["index", scalar(index)]]))]]);
}

export function eachBindings(key: Value, value: Value): Bindings {
  return new Map([
    [
      "each",
      blockOf(
        new Map([
          ["key", key],
          ["value", value],
        ]),
      ),
    ],
  ]);
}
