import { missingFact } from "../../causes/missing-fact";
import type { Value } from "../model/model";
import { blockOf, failure, isFailure, isListed, isNull, listOf, pointer, scalar, unknown } from "../model/values";
import { asUnknown, attributeOf, byCodePoint, either, literalText, madeFrom, memberOf, textOf } from "./evaluation";
import { type Expression, type ForExpression, SPLAT_MEMBER } from "./expression";
import { parseTemplate } from "./expression-parser";
import { ExpressionSyntaxError } from "./expression-scanner";
import { callFunction } from "./functions";
import { operate } from "./operators";

/** What names mean: those of `for` and `each` here and now, all others in the module. */
export type Bindings = ReadonlyMap<string, Value>;

/** Evaluation goes no deeper than this, through expressions and what they refer to. */
const MAX_DEPTH = 300;
/** What may be spent on evaluation: so much, and so much more for each instance. */
const BUDGET = 500_000;
const BUDGET_PER_INSTANCE = 200;
/** A loop over more members is not evaluated. */
const MAX_MEMBERS = 10_000;

/** What all modules of a configuration may spend together. */
export class EvaluationBudget {
  depth = 0;
  left = BUDGET;

  /** Says that there is one instance more, whose arguments will be evaluated. */
  expectInstance(): void {
    this.left += BUDGET_PER_INSTANCE;
  }
}

/** Evaluates expressions as far as a configuration shows what they come to. */
export class Evaluator {
  /** @param root - What the first name of a reference means. */
  constructor(
    private readonly root: (name: string) => Value,
    private readonly budget: EvaluationBudget,
    /** The text of a file; undefined where it is not at hand. */
    private readonly read: (path: string) => string | undefined = () => undefined,
  ) {}

  evaluate(expression: Expression, bindings: Bindings): Value {
    const { budget } = this;
    if (budget.depth >= MAX_DEPTH)
      return unknown(missingFact("beyond-limit", { limit: "depth-of-expression" }, "nothing"));
    if (budget.left <= 0) return unknown(missingFact("beyond-limit", { limit: "size-of-configuration" }, "nothing"));
    budget.depth++;
    try {
      const value = this.#evaluate(expression, bindings);
      budget.left -= costOf(expression, value);
      return value;
    } finally {
      budget.depth--;
    }
  }

  #evaluate(expression: Expression, bindings: Bindings): Value {
    const inner = (part: Expression) => this.evaluate(part, bindings);
    switch (expression.kind) {
      case "literal":
        return scalar(expression.value);
      case "unreadable":
        // As where the stack ends: whoever reads the inputs finds the one that is to blame.
        if (expression.because === "depth") throw new RangeError("an expression is nested too deep");
        return unknown(missingFact("expression", { of: null }, "plan"));
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
        return this.#call(expression.name, expression.args, expression.spread, bindings);
      case "tuple":
        return whole(expression.items.map(inner), listOf);
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
    if (isFailure(condition)) return condition;
    const known = condition.kind === "scalar" ? String(condition.value) : undefined;
    if (known === "true") return alike(this.evaluate(yes, bindings), no);
    if (known === "false") return alike(this.evaluate(no, bindings), yes);
    if (known !== undefined) return failure("a-condition-is-neither-true-nor-false");
    return either(this.evaluate(yes, bindings), this.evaluate(no, bindings), condition);
  }

  #call(name: string, args: readonly Expression[], spread: boolean, bindings: Bindings): Value {
    const inner = (part: Expression) => this.evaluate(part, bindings);
    if (name === "try" || name === "core::try") return this.#try(args, bindings);
    if (name === "can" || name === "core::can") return can(args.map(inner)[0]);
    const values = args.map(inner);
    if (FILE_FUNCTIONS.has(name)) return this.#file(name, values);
    const last = values.at(-1);
    if (!spread || last === undefined) return callFunction(name, values);
    if (isFailure(last)) return last;
    if (last.kind !== "list" || last.open !== null) return madeFrom(values, { function: name });
    return callFunction(name, [...values.slice(0, -1), ...last.items]);
  }

  /** `file`, `fileexists` and `templatefile`, of files that are at hand; of any other nothing is known. */
  #file(name: string, [path, variables]: readonly Value[]): Value {
    if (path === undefined || path.kind !== "scalar")
      return madeFrom(path === undefined ? [] : [path], { function: name });
    const text = this.read(literalText(path.value));
    if (text === undefined) return unknown(missingFact("file-content", { function: name }, "input"));
    if (name === "fileexists") return scalar(true);
    if (name === "file") return scalar(text);
    if (variables?.kind !== "block") return madeFrom(variables === undefined ? [] : [variables], { function: name });
    try {
      const names = new Map(variables.fields().map((field) => [field, variables.get(field)]));
      return textOf([
        new Evaluator(() => failure("a-template-names-what-it-is-not-given"), this.budget).evaluate(
          parseTemplate(text),
          names,
        ),
      ]);
    } catch (error) {
      if (error instanceof ExpressionSyntaxError) return unknown(missingFact("expression", { of: null }, "plan"));
      throw error;
    }
  }

  /** The first argument that can be evaluated. */
  #try(args: readonly Expression[], bindings: Bindings): Value {
    for (const arg of args) {
      const value = this.evaluate(arg, bindings);
      if (!isFailure(value)) return value;
    }
    return failure("no-argument-of-try-can-be-evaluated");
  }

  #splat(of: Value, each: Expression, bindings: Bindings): Value {
    const member = (value: Value) => this.evaluate(each, new Map([...bindings, [SPLAT_MEMBER, value]]));
    if (isNull(of)) return listOf([]);
    if (of.kind === "list")
      return whole(of.items.map(member), (items) => ({
        ...listOf(items, of.open),
        ...(of.unordered && { unordered: true }),
      }));
    if (of.kind === "unknown") return of;
    const result = member(of);
    if (isFailure(result)) return result;
    return of.kind === "pointer" && result.kind === "pointer" ? pointer(result.targets, "some") : listOf([result]);
  }

  #for(loop: ForExpression, collection: Value, bindings: Bindings): Value {
    if (isFailure(collection)) return collection;
    if (isNull(collection)) return failure("a-loop-over-null");
    if (collection.kind === "scalar") return failure("a-loop-over-what-has-no-members");
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
        if (condition.kind !== "scalar") return madeFrom([collection, condition], "for-expression");
        if (String(condition.value) !== "true") continue;
      }
      const result = this.evaluate(loop.result, inside);
      if (isFailure(result)) return result;
      if (loop.resultKey === null) results.push(result);
      else entries.push([this.evaluate(loop.resultKey, inside), result]);
    }
    if (loop.resultKey === null) {
      const open = collection.kind === "list" ? collection.open : null;
      return {
        ...listOf(results, open),
        ...(collection.kind === "list" && collection.unordered && { unordered: true }),
      };
    }
    if (loop.grouped) return grouped(entries);
    const keys = new Set(entries.map(([key]) => (key.kind === "scalar" ? key.value : key)));
    return keys.size < entries.length ? failure("two-members-of-a-loop-have-the-same-key") : objectOf(entries);
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

const FILE_FUNCTIONS = new Set(["file", "fileexists", "templatefile"]);

/** What is made of parts, where all of these can be evaluated. */
function whole(parts: readonly Value[], make: (parts: readonly Value[]) => Value): Value {
  return parts.find(isFailure) ?? make(parts);
}

/** Both results of a condition have one type: a number beside a text is a text. */
function alike(value: Value, other: Expression): Value {
  const isText = (other.kind === "literal" && typeof other.value === "string") || other.kind === "template";
  return isText && value.kind === "scalar" && value.value !== null
    ? scalar(literalText(value.value), value.sensitive)
    : value;
}

function can(value: Value | undefined): Value {
  if (value === undefined || isFailure(value)) return scalar(false);
  return value.kind === "unknown" && value.parts === undefined ? value : scalar(true);
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

/** The members of a collection with their keys; undefined where it is not known which there are. */
export function entriesOf(collection: Value): readonly (readonly [Value, Value])[] | undefined {
  if (collection.kind === "list") {
    if (
      collection.items.length > MAX_MEMBERS ||
      collection.items.some((item) => item.kind === "pointer" && item.selection === "some")
    )
      return undefined;
    return collection.items.map((item, index) => [scalar(index), item] as const);
  }
  if (collection.kind !== "block") return isNull(collection) ? [] : undefined;
  if (!isListed(collection)) return undefined;
  const names = collection.fields();
  if (names.length > MAX_MEMBERS) return undefined;
  return [...names].sort(byCodePoint).map((name) => [scalar(name), collection.get(name)] as const);
}

function objectOf(entries: readonly (readonly [Value, Value])[]): Value {
  const fields = new Map<string, Value>();
  for (const [key, value] of entries) {
    if (isFailure(key)) return key;
    if (isFailure(value)) return value;
    if (key.kind !== "scalar") return madeFrom(entries.flat(), "map-keys");
    if (key.value === null) return failure("a-key-is-null");
    fields.set(literalText(key.value), value);
  }
  return blockOf(fields);
}

function grouped(entries: readonly (readonly [Value, Value])[]): Value {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of entries) {
    if (key.kind !== "scalar") return madeFrom(entries.flat(), "map-keys");
    const name = literalText(key.value);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return blockOf(new Map([...groups].map(([name, values]) => [name, listOf(values)])));
}
