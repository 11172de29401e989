import { isBlocksAsAttribute, isNoneWhenBlank } from "./identity";
import type { ResourceInstance } from "./instance";
import { field, isObject, type JsonObject } from "./json";
import type { Value } from "./model";
import { isExpression } from "./plan-expression";
import type { Place, PlanReferences, Shape } from "./references";
import { EMPTY_LIST, fromJson, lazyBlock, lazyList, listOf, markAt, selfPointer, unknown } from "./values";

/** One planned value: what is known of it, what is not, what is sensitive, and which expressions it may come from. */
interface Planned {
  readonly after: unknown;
  /** `true` where the value is known after apply only; of the value's shape where parts of it are. */
  readonly unknown: unknown;
  readonly marks: unknown;
  /** Usually one. Several where blocks of a set cannot be told apart, none where the plan does not show any. */
  readonly expressions: readonly unknown[];
  /** The expression is that of a list of objects as a whole. */
  readonly flattened: boolean;
  readonly name: string;
  readonly origin: string;
}

/** Merges the known part of planned values with what the configuration says about the rest. */
export class PlanValues {
  constructor(
    private readonly references: PlanReferences,
    private readonly place: Place,
    private readonly expressions: unknown,
  ) {}

  attribute(instance: ResourceInstance, name: string, change: unknown): Value {
    const expression = field(this.expressions, name);
    const isUnknown = field(field(change, "after_unknown"), name);
    if (isUnknown === true && expression === undefined) {
      return isNoneWhenBlank(instance.type, name) ? EMPTY_LIST : selfPointer(instance, name);
    }
    return this.#value({
      after: field(field(change, "after"), name),
      unknown: isUnknown,
      marks: markOf(field(change, "after_sensitive"), name),
      expressions: expression === undefined ? [] : [expression],
      flattened: false,
      name,
      origin: `${instance.address}.${name}`,
    });
  }

  #value(planned: Planned): Value {
    const { after, marks } = planned;
    if (planned.unknown === true) return this.#resolve(planned, shapeOf(planned.name, marks));
    if (Array.isArray(planned.unknown) && Array.isArray(after)) return this.#list(planned, after, planned.unknown);
    if (isObject(planned.unknown) && (isObject(after) || after === undefined || after === null)) {
      const known = isObject(after) ? after : {};
      const unknownFields = planned.unknown;
      return Object.keys(unknownFields).length === 0
        ? fromJson(after, marks)
        : this.#block(planned, known, unknownFields);
    }
    return fromJson(after, marks);
  }

  #resolve(planned: Planned, shape: Shape): Value {
    const { origin, name } = planned;
    if (planned.expressions.length === 0) {
      return unknown(
        `${origin} is known after apply, and the plan does not show what it comes from (a dynamic block, say)`,
      );
    }
    if (shape === "object" || (isBlocksAsAttribute(name) && !planned.flattened)) {
      return unknown(`${origin} is computed, and the plan does not show from what`);
    }
    const wanted = { shape, argument: name, origin, flattened: planned.flattened };
    return this.references.resolve(planned.expressions, this.place, wanted);
  }

  #list(planned: Planned, after: readonly unknown[], isUnknown: readonly unknown[]): Value {
    if (!isUnknown.some((part) => part !== false)) return fromJson(after, planned.marks);
    const open = isUnknown.filter((part) => part === true).length;
    if (open > 0) return this.#listOfValues(planned, after, isUnknown, open);
    return lazyList(after.length, (index) => {
      const [expressions, flattened] = blockExpressions(planned.expressions, after, index);
      return this.#value({
        ...planned,
        after: after[index],
        unknown: isUnknown[index],
        marks: markAt(planned.marks, index),
        expressions,
        flattened: planned.flattened || flattened,
      });
    });
  }

  /** A list of which some members are known after apply: the plan shows how many, and where. */
  #listOfValues(planned: Planned, after: readonly unknown[], isUnknown: readonly unknown[], open: number): Value {
    const all = this.#resolve(planned, "several");
    const members = all.kind === "list" && all.open === null ? all.items : undefined;
    const whole = all.kind === "pointer" && all.targets.length === open ? all.targets : undefined;
    let next = 0;
    return listOf(
      after.map((item, index): Value => {
        if (isUnknown[index] !== true) return fromJson(item, markAt(planned.marks, index));
        const at = next++;
        if (members?.length === open) return members[at] ?? all;
        const target = whole?.[at];
        return target === undefined ? all : { kind: "pointer", targets: [target], selection: "one" };
      }),
    );
  }

  #block(planned: Planned, known: JsonObject, unknownFields: JsonObject): Value {
    const names = [...new Set([...Object.keys(known), ...Object.keys(unknownFields)])];
    return lazyBlock(
      () => names,
      (name) =>
        this.#value({
          after: field(known, name),
          unknown: field(unknownFields, name),
          marks: markOf(planned.marks, name),
          expressions: planned.flattened
            ? planned.expressions
            : planned.expressions.map((expression) => field(expression, name)).filter((found) => found !== undefined),
          flattened: planned.flattened,
          name,
          origin: `${planned.origin}.${name}`,
        }),
    );
  }
}

function markOf(marks: unknown, name: string): unknown {
  return marks === true || field(marks, name);
}

/**
 * The expressions of one block among several. Blocks of a set are not in the order of the configuration: constants tell
 * them apart. Blocks of a list spelled as attributes have one expression together.
 */
function blockExpressions(
  expressions: readonly unknown[],
  after: readonly unknown[],
  index: number,
): readonly [readonly unknown[], boolean] {
  const [expression] = expressions;
  if (isExpression(expression)) return [expressions, true];
  if (!Array.isArray(expression)) return [expressions, false];
  // A dynamic block leaves no trace in the configuration, so numbers that differ mean that some are hidden.
  if (expression.length !== after.length) return [[], false];
  return [expression.filter((block) => isCompatible(block, after[index])), false];
}

function isCompatible(block: unknown, after: unknown): boolean {
  if (!isObject(block)) return false;
  return Object.keys(block).every((name) => {
    const constant = field(field(block, name), "constant_value");
    const value = field(after, name);
    return constant === undefined || value === undefined || sameJson(constant, value);
  });
}

function sameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    // Sets are sorted in the planned value.
    return one.length === other.length && sorted(one) === sorted(other);
  }
  return JSON.stringify(one) === JSON.stringify(other) || String(one) === String(other);
}

function sorted(list: readonly unknown[]): string {
  return list
    .map((item) => JSON.stringify(item))
    .sort()
    .join();
}

/** Names of arguments that hold several values, for plans that do not say it. */
const SEVERAL = /(ids|arns|groups|subnets|blocks|cidrs|resources|identifiers|lists|queues|layers)$/;

/**
 * Whether an unknown value is one or several: the marks of sensitive values show an empty list or object there.
 */
function shapeOf(name: string, marks: unknown): Shape {
  if (Array.isArray(marks)) return "several";
  if (isObject(marks)) return "object";
  return SEVERAL.test(name) ? "several" : "one";
}
