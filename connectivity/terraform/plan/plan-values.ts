import {
  fits,
  isBlocksAsAttribute,
  isComputedWhenBlank,
  isNoneWhenBlank,
  isPlainSetting,
  setTogetherWith,
  takesOne,
  takesTwo,
} from "../../aws-provider/arguments";
import { missingFact } from "../../causes/missing-fact";
import type { ConfiguredBody } from "../configuration/configured-body";
import type { ResourceInstance } from "../model/instance";
import { field, isObject, type JsonObject } from "../model/json";
import type { Target, Value } from "../model/model";
import {
  afterApply,
  EMPTY_LIST,
  fromJson,
  isNull,
  lazyBlock,
  lazyList,
  listOf,
  markAt,
  NULL,
  pointer,
  selfPointer,
  unknown,
} from "../model/values";
import type { Shape, Wanted } from "../references/combination";
import type { Place } from "../references/place";
import type { PlanReferences } from "../references/plan-references";
import { isExpression, referencesOf } from "../references/reference";
import { holdsUnknown, isShown, join } from "./plan-and-source";
import { BlockMatcher } from "./plan-blocks";

/** One planned value: what is known of it, what is not, what is sensitive, and which expressions it may come from. */
interface Planned {
  readonly after: unknown;
  /** `true` where the value is known after apply only; of the value's shape where parts of it are. */
  readonly unknown: unknown;
  readonly marks: unknown;
  /** Usually one. Several where blocks of a set cannot be told apart, none where the plan does not show any. */
  readonly expressions: readonly unknown[];
  /** The configuration shows the block that the value is in, and the block does not set it. */
  readonly blank: boolean;
  /** Set where the expression is that of a list of objects as a whole. */
  readonly places: Wanted["places"];
  readonly name: string;
  readonly origin: string;
}

/** Merges the known part of planned values with what the configuration says about the rest. */
export class PlanValues {
  constructor(
    private readonly references: PlanReferences,
    private readonly place: Place,
    /** The arguments in the configuration; undefined where the plan does not hold the resource's block. */
    private readonly expressions: unknown,
    /** The arguments as they are written, where the configuration is at hand. */
    private readonly written: ConfiguredBody | undefined,
  ) {}

  attribute(instance: ResourceInstance, name: string, change: unknown): Value {
    const isUnknown = field(field(change, "after_unknown"), name);
    const joined = this.#joined(instance, name, change, isUnknown);
    if (joined !== undefined && isShown(joined)) return joined;
    const shown = this.#shown(instance, name, change, isUnknown);
    return joined === undefined || isShown(shown) ? shown : joined;
  }

  /** What plan and configuration say together; undefined without configuration, or where the plan knows everything. */
  #joined(instance: ResourceInstance, name: string, change: unknown, isUnknown: unknown): Value | undefined {
    if (this.written === undefined || !holdsUnknown(isUnknown)) return undefined;
    const written = this.written.get(name);
    if (isUnknown === true && isNull(written)) return this.#blank(instance, name);
    return join(
      {
        after: field(field(change, "after"), name),
        unknown: isUnknown,
        marks: markOf(field(change, "after_sensitive"), name),
        origin: `${instance.address}.${name}`,
      },
      written,
    );
  }

  /** What the plan says by itself. */
  #shown(instance: ResourceInstance, name: string, change: unknown, isUnknown: unknown): Value {
    const expression = field(this.expressions, name);
    if (isUnknown === true && expression === undefined) {
      return this.#blank(instance, name);
    }
    const value = this.#value({
      after: field(field(change, "after"), name),
      unknown: isUnknown,
      marks: markOf(field(change, "after_sensitive"), name),
      expressions: expression === undefined ? [] : [expression],
      places: undefined,
      blank: false,
      name,
      origin: `${instance.address}.${name}`,
    });
    if (isUnknown !== true) return value;
    // An expression that comes to null leaves the argument blank.
    const isBlank = isNull(value) || (isComputedWhenBlank(instance.type, name) && this.#comesToNull(expression, name));
    if (isBlank) return this.#blank(instance, name);
    if (takesOne(instance, name)) return oneOfPassedOn(value, expression);
    return takesTwo(instance, name) ? bothOf(value) : value;
  }

  /** What the configuration mentions, whatever the plan makes of it. */
  configured(instance: ResourceInstance, name: string): Value {
    if (this.written !== undefined) return this.written.get(name);
    const expression = field(this.expressions, name);
    if (this.expressions === undefined) return unknown(missingFact("configuration-of", { resource: instance.address }));
    if (expression === undefined) return NULL;
    const origin = `${instance.address}.${name}`;
    if (!Array.isArray(expression)) return this.#mentioned(expression, name, origin);
    return listOf(
      expression.map((block) =>
        lazyBlock(
          () => Object.keys(isObject(block) ? block : {}),
          (argument) => {
            const own = field(block, argument);
            return own === undefined ? NULL : this.#mentioned(own, argument, `${origin}.${argument}`);
          },
        ),
      ),
    );
  }

  /** Whether what stands for an argument that the provider computes comes to null. */
  #comesToNull(expression: unknown, name: string): boolean {
    return (
      this.references.namesWhatIsKnown(expression, this.place, name) ||
      (isPlainSetting(name) && !this.references.namesWhatMayBeAnything(expression, this.place))
    );
  }

  #mentioned(expression: unknown, argument: string, origin: string): Value {
    return this.references.mentioned(expression, this.place, { shape: "one", argument, origin });
  }

  /** An argument that is not set, or an attribute that only the provider sets. */
  #blank(instance: ResourceInstance, name: string): Value {
    if (this.expressions === undefined && this.written === undefined) {
      return unknown(missingFact("unconfigured-value", { value: `${instance.address}.${name}` }));
    }
    if (isNoneWhenBlank(instance.type, name)) return EMPTY_LIST;
    const source = setTogetherWith(instance.type, name);
    return source === undefined ? selfPointer(instance, name) : instance.get(source);
  }

  #value(planned: Planned): Value {
    const { after, marks } = planned;
    if (planned.unknown === true) return this.#resolve(planned, shapeOf(planned.name, marks));
    if (!holdsUnknown(planned.unknown)) return fromJson(after, marks);
    if (Array.isArray(planned.unknown) && Array.isArray(after)) return this.#list(planned, after, planned.unknown);
    if (isObject(planned.unknown) && (isObject(after) || after === undefined || after === null)) {
      return this.#block(planned, isObject(after) ? after : {}, planned.unknown);
    }
    return afterApply(planned.origin);
  }

  #resolve(planned: Planned, shape: Shape): Value {
    const { origin, name } = planned;
    if (planned.blank) return afterApply(origin);
    if (planned.expressions.length === 0) {
      return unknown(missingFact("origin-of-value", { value: origin }));
    }
    if (shape === "object" || (isBlocksAsAttribute(name) && planned.places === undefined)) {
      return unknown(missingFact("source-of-value", { value: origin }));
    }
    const wanted = { shape, argument: name, origin, ...(planned.places && { places: planned.places }) };
    return this.references.resolve(planned.expressions, this.place, wanted);
  }

  #list(planned: Planned, after: readonly unknown[], isUnknown: readonly unknown[]): Value {
    const open = isUnknown.filter((part) => part === true).length;
    if (open > 0) return this.#listOfValues(planned, after, isUnknown, open);
    const [expression] = planned.expressions;
    const flattened = isExpression(expression);
    const places = flattened ? placesIn(isUnknown) : undefined;
    const matcher = new BlockMatcher(planned.name, Array.isArray(expression) ? expression : [], after, isUnknown);
    return lazyList(after.length, (index) =>
      this.#value({
        ...planned,
        after: after[index],
        unknown: isUnknown[index],
        marks: markAt(planned.marks, index),
        expressions: !flattened && holdsUnknown(isUnknown[index]) ? matcher.blocksOf(index) : planned.expressions,
        places,
      }),
    );
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
        if (target !== undefined) return pointer([target], "one");
        return all.kind === "pointer" ? pointer(all.targets, "one") : all;
      }),
    );
  }

  #block(planned: Planned, known: JsonObject, unknownFields: JsonObject): Value {
    const names = [...new Set([...Object.keys(known), ...Object.keys(unknownFields)])];
    return lazyBlock(
      () => names,
      (name) => {
        const own = planned.expressions.map((block) => field(block, name)).filter((found) => found !== undefined);
        const expressions = planned.places === undefined ? own : planned.expressions;
        return this.#value({
          after: field(known, name),
          unknown: field(unknownFields, name),
          marks: markOf(planned.marks, name),
          expressions,
          blank: planned.expressions.length > 0 && expressions.length === 0,
          places: planned.places,
          name,
          origin: `${planned.origin}.${name}`,
        });
      },
    );
  }
}

/** Several members that come from fewer references were passed on as a list, of which an `element()` may take one. */
function oneOfPassedOn(value: Value, expression: unknown): Value {
  if (value.kind !== "list" || value.open !== null || value.items.length <= referencesOf(expression).length)
    return value;
  return pointer(
    value.items.flatMap((item) => (item.kind === "pointer" ? item.targets : [])),
    "one",
  );
}

/** Two objects of which two at least are meant. */
function bothOf(value: Value): Value {
  if (value.kind !== "pointer" || value.selection !== "some" || value.targets.length !== 2) return value;
  return listOf(value.targets.map((target) => pointer([target], "one")));
}

/** How many unknown fields of a list of objects can take a target. */
function placesIn(objects: readonly unknown[]): (target: Target) => number {
  const fields = new Map<string, number>();
  for (const object of objects) {
    for (const name of isObject(object) ? Object.keys(object) : []) {
      if (holdsUnknown(field(object, name))) fields.set(name, (fields.get(name) ?? 0) + 1);
    }
  }
  return (target) => {
    let places = 0;
    for (const [name, count] of fields) if (fits(name, target)) places += count;
    return places;
  };
}

function markOf(marks: unknown, name: string): unknown {
  return marks === true || field(marks, name);
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
