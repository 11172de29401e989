import type { Value } from "../model/model";
import { blockOf, isNull, listOf, pointer, scalar, unknown } from "../model/values";
import { asUnknown, attributeOf, either, madeFrom, memberOf, textOf } from "./evaluation";
import { type Expression, type ForExpression, SPLAT_MEMBER } from "./expression";
import { callFunction } from "./functions";
import { operate } from "./operators";

/** What names mean: those of `for` and `each` here and now, all others in the whole configuration. */
export type Bindings = ReadonlyMap<string, Value>;

/** Evaluation goes no deeper than this, through expressions and what they refer to. */
const MAX_DEPTH = 300;
/** What may be spent on evaluation: so much, and so much more for each instance. */
const BUDGET = 500_000;
const BUDGET_PER_INSTANCE = 200;
/** A loop over more members is not evaluated. */
const MAX_MEMBERS = 10_000;

/** Evaluates expressions as far as a configuration shows what they come to. */
export class Evaluator {
  #depth = 0;
  #budget = BUDGET;

  /** @param root - What the first name of a reference means. */
  constructor(private readonly root: (name: string) => Value) {}

  evaluate(expression: Expression, bindings: Bindings): Value {
    if (this.#depth >= MAX_DEPTH) return unknown("an expression refers to too long a chain of others");
    if (this.#budget <= 0) return unknown("the configuration is too large to evaluate all of its expressions");
    this.#depth++;
    try {
      const value = this.#evaluate(expression, bindings);
      this.#budget -= costOf(expression, value);
      return value;
    } finally {
      this.#depth--;
    }
  }

  /** Says that there is one instance more, whose arguments will be evaluated. */
  expectInstance(): void {
    this.#budget += BUDGET_PER_INSTANCE;
  }

  #evaluate(expression: Expression, bindings: Bindings): Value {
    const inner = (part: Expression) => this.evaluate(part, bindings);
    switch (expression.kind) {
      case "literal":
        return scalar(expression.value);
      case "template":
        return textOf(expression.parts.map(inner));
      case "root":
        return bindings.get(expression.name) ?? this.root(expression.name);
      case "attribute":
        return attributeOf(inner(expression.of), expression.name);
      case "index":
        return memberOf(inner(expression.of), inner(expression.key));
      case "splat":
        return this.#splat(inner(expression.of), expression.each, bindings);
      case "call":
        return this.#call(expression.name, expression.args.map(inner), expression.spread);
      case "tuple":
        return listOf(expression.items.map(inner));
      case "object":
        return objectOf(expression.entries.map(([key, value]) => [inner(key), inner(value)]));
      case "conditional":
        return this.#conditional(inner(expression.condition), expression.yes, expression.no, bindings);
      case "unary":
        return operate(expression.operator, [inner(expression.operand)]);
      case "binary":
        return operate(expression.operator, [inner(expression.left), inner(expression.right)]);
      case "for":
        return this.#for(expression, inner(expression.collection), bindings);
    }
  }

  #conditional(condition: Value, yes: Expression, no: Expression, bindings: Bindings): Value {
    const known = condition.kind === "scalar" ? String(condition.value) : undefined;
    if (known === "true") return this.evaluate(yes, bindings);
    if (known === "false") return this.evaluate(no, bindings);
    return either(this.evaluate(yes, bindings), this.evaluate(no, bindings), condition);
  }

  #call(name: string, args: readonly Value[], spread: boolean): Value {
    const last = args.at(-1);
    if (!spread || last === undefined) return callFunction(name, args);
    if (last.kind !== "list" || last.open !== null) return madeFrom(args, `${name}()`);
    return callFunction(name, [...args.slice(0, -1), ...last.items]);
  }

  #splat(of: Value, each: Expression, bindings: Bindings): Value {
    const member = (value: Value) => this.evaluate(each, new Map([...bindings, [SPLAT_MEMBER, value]]));
    if (isNull(of)) return listOf([]);
    if (of.kind === "list") return listOf(of.items.map(member), of.open);
    if (of.kind === "unknown") return of;
    const result = member(of);
    return of.kind === "pointer" && result.kind === "pointer" ? pointer(result.targets, "some") : listOf([result]);
  }

  #for(loop: ForExpression, collection: Value, bindings: Bindings): Value {
    const members = entriesOf(collection);
    if (members === undefined) return this.#forSome(loop, collection, bindings);
    const results: Value[] = [];
    const entries: [Value, Value][] = [];
    for (const [key, value] of members) {
      const inside = new Map([
        ...bindings,
        [loop.valueName, value],
        ...(loop.keyName === null ? [] : [[loop.keyName, key] as const]),
      ]);
      if (loop.condition !== null) {
        const condition = this.evaluate(loop.condition, inside);
        if (condition.kind !== "scalar") return madeFrom([collection, condition], "a for expression");
        if (String(condition.value) !== "true") continue;
      }
      const result = this.evaluate(loop.result, inside);
      if (loop.resultKey === null) results.push(result);
      else entries.push([this.evaluate(loop.resultKey, inside), result]);
    }
    if (loop.grouped) return madeFrom([collection], "a grouping for expression");
    return loop.resultKey === null ? listOf(results, openOf(collection)) : objectOf(entries);
  }

  /** A loop over objects of which the number is not known: what it makes of any of them. */
  #forSome(loop: ForExpression, collection: Value, bindings: Bindings): Value {
    if (collection.kind !== "pointer") return asUnknown(collection);
    const inside = new Map([...bindings, [loop.valueName, pointer(collection.targets, "one")]]);
    if (loop.keyName !== null) inside.set(loop.keyName, asUnknown(collection));
    const result = this.evaluate(loop.result, inside);
    return result.kind === "pointer" ? pointer(result.targets, "some") : asUnknown(collection);
  }
}

/** Characters that cost as much as one step. */
const CHARACTERS_PER_STEP = 32;

/** What a step costs: more where it made something large. */
function costOf({ kind }: Expression, value: Value): number {
  if (value.kind === "scalar")
    return 1 + (typeof value.value === "string" ? value.value.length / CHARACTERS_PER_STEP : 0);
  const isMade = kind === "call" || kind === "for" || kind === "splat" || kind === "template";
  if (!isMade) return 1;
  return 1 + (value.kind === "list" ? value.items.length : value.kind === "unknown" ? (value.parts?.length ?? 0) : 0);
}

function openOf(collection: Value) {
  return collection.kind === "list" ? collection.open : null;
}

/** The members of a collection with their keys; undefined where it is not known which there are. */
export function entriesOf(collection: Value): readonly (readonly [Value, Value])[] | undefined {
  if (collection.kind === "list") {
    if (collection.items.length > MAX_MEMBERS) return undefined;
    return collection.items.map((item, index) => [scalar(index), item] as const);
  }
  if (collection.kind !== "block") return isNull(collection) ? [] : undefined;
  const names = collection.fields();
  return names.length > MAX_MEMBERS ? undefined : names.map((name) => [scalar(name), collection.get(name)] as const);
}

function objectOf(entries: readonly (readonly [Value, Value])[]): Value {
  const fields = new Map<string, Value>();
  for (const [key, value] of entries) {
    if (key.kind !== "scalar") return madeFrom(entries.flat(), "a map with keys that are not known");
    fields.set(String(key.value), value);
  }
  return blockOf(fields);
}
