import { literalText } from "../expressions/evaluation";
import type { Expression } from "../expressions/expression";
import { setOf } from "../expressions/function-arguments";
import { toBool, toNumber } from "../expressions/type-functions";
import type { Block, Value } from "../model/model";
import {
  failure,
  hasField,
  isListed,
  isNull,
  lazyBlock,
  listOf,
  NULL,
  scalar,
  withoutAttribute,
} from "../model/values";

/** The type of a variable, with what its optional attributes come to when they are left out. */
export type TypeConstraint =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: TypeConstraint }
  | { readonly kind: "tuple"; readonly items: readonly TypeConstraint[] }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Field> };

interface Field {
  readonly type: TypeConstraint;
  readonly isOptional: boolean;
  readonly fallback: Expression | undefined;
}

const ANY: TypeConstraint = { kind: "any" };

/** @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
export function typeOf(expression: Expression | undefined): TypeConstraint {
  if (expression?.kind === "literal" && typeof expression.value === "string")
    return typeOf({ kind: "root", name: expression.value });
  if (expression?.kind === "root") {
    const { name } = expression;
    if (name === "string" || name === "number" || name === "bool") return { kind: name };
    return name === "list" || name === "set" || name === "map" ? { kind: name, of: ANY } : ANY;
  }
  if (expression?.kind !== "call") return ANY;
  const { name, args } = expression;
  const [inner] = args;
  if (name === "list" || name === "set" || name === "map") return { kind: name, of: typeOf(inner) };
  if (name === "tuple" && inner?.kind === "tuple") return { kind: "tuple", items: inner.items.map(typeOf) };
  if (name === "object" && inner?.kind === "object") {
    return { kind: "object", fields: new Map(inner.entries.map(([key, value]) => [keyOf(key), fieldOf(value)])) };
  }
  return ANY;
}

function keyOf(key: Expression): string {
  return key.kind === "literal" ? literalText(key.value) : "";
}

function fieldOf(expression: Expression): Field {
  if (expression.kind !== "call" || expression.name !== "optional")
    return { type: typeOf(expression), isOptional: false, fallback: undefined };
  return { type: typeOf(expression.args[0]), isOptional: true, fallback: expression.args[1] };
}

/** A value as a variable of this type has it. */
export function convert(value: Value, type: TypeConstraint, evaluate: (fallback: Expression) => Value): Value {
  if (type.kind === "any" || isNull(value) || value.kind === "unknown" || value.kind === "pointer") return value;
  const inner = (item: Value, of: TypeConstraint) => convert(item, of, evaluate);
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return convertLiteral(value, type.kind);
    case "list":
    case "tuple":
    case "set": {
      if (value.kind !== "list") return failure("a-value-has-not-the-type-of-its-variable");
      const items = value.items.map((item, index) =>
        inner(item, type.kind === "tuple" ? (type.items[index] ?? ANY) : type.of),
      );
      const list = { ...listOf(items, value.open), ...(value.unordered && { unordered: true as const }) };
      return type.kind === "set" && value.open === null ? (setOf(items) ?? list) : list;
    }
    case "map":
      return value.kind === "block"
        ? mapped(value, (name) => inner(value.get(name), type.of))
        : failure("a-value-has-not-the-type-of-its-variable");
    case "object":
      return value.kind === "block"
        ? object(value, type.fields, evaluate)
        : failure("a-value-has-not-the-type-of-its-variable");
  }
}

function convertLiteral(value: Value, kind: "string" | "number" | "bool"): Value {
  if (value.kind !== "scalar" || value.value === null) return failure("a-value-has-not-the-type-of-its-variable");
  const converted =
    kind === "string" ? literalText(value.value) : kind === "number" ? toNumber(value.value) : toBool(value.value);
  return converted === undefined
    ? failure("a-value-has-not-the-type-of-its-variable")
    : scalar(converted, value.sensitive);
}

function mapped(value: Block, make: (name: string) => Value): Value {
  return isListed(value) ? lazyBlock(() => value.fields(), make) : value;
}

/** What an object does not have is null, or what its type says; what its type does not have is dropped. */
function object(value: Block, fields: ReadonlyMap<string, Field>, evaluate: (fallback: Expression) => Value): Value {
  return lazyBlock(
    () => [...fields.keys()],
    (name) => {
      const field = fields.get(name);
      if (field === undefined) return NULL;
      const given = hasField(value, name) ? value.get(name) : undefined;
      if (given !== undefined && !(isNull(given) && field.fallback !== undefined))
        return convert(given, field.type, evaluate);
      if (given === undefined && !field.isOptional) return withoutAttribute("object", name);
      return field.fallback === undefined ? NULL : convert(evaluate(field.fallback), field.type, evaluate);
    },
  );
}
