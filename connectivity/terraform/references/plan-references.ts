import { usualAttribute } from "../../aws-provider/arguments";
import { identifyingAttributes } from "../../aws-provider/identity";
import { missingFact } from "../../causes/missing-fact";
import { type Key, keyAt, nameAt, type Step } from "../model/address";
import type { ResourceInstance } from "../model/instance";
import { field, isObject } from "../model/json";
import type { MissingFact, Pointer, Unknown, Value } from "../model/model";
import type { InstanceGroup, ModuleScope } from "../model/scope";
import {
  afterApply,
  fromJson,
  isKnown,
  isNull,
  listOf,
  NULL,
  pointer,
  scalar,
  selfPointer,
  unknown,
} from "../model/values";
import { asFound, combine, exactly, type Found, type NamedFound, UnionBudget, type Wanted } from "./combination";
import { keyed, moduleInstances } from "./instances";
import { LocalSources } from "./local-sources";
import { isEachValue, isOneObject, isOwnKey, namesOwnKey, ownMember, withoutIndex } from "./own-key";
import { walk } from "./path-into";
import type { Place } from "./place";
import { constantOf, type Reference, referencesOf } from "./reference";

/** A chain of references longer than this is not followed. */
const MAX_CHAIN = 100;

/**
 * How many expressions are followed in a plan, at least and for each of its resources: many times what real plans need.
 * References that lead to each other would multiply with every link of the chain.
 */
const STEPS = { atLeast: 2_000, forEachResource: 50 } as const;

/** Follows the references of a plan's configuration. */
export class PlanReferences {
  readonly #wholeGroups = new WeakMap<InstanceGroup, Map<string, Pointer>>();
  readonly #budget = new UnionBudget();
  readonly #locals = new LocalSources();
  #chain = 0;
  #stepsLeft: number;

  constructor(
    private readonly rootVariables: unknown,
    /** Name of the plan, for messages. */
    private readonly inputName: string,
    /** How many resources the plan has. */
    size: number,
  ) {
    this.#stepsLeft = STEPS.atLeast + STEPS.forEachResource * size;
  }

  /**
   * The value of an expression of which the plan says that it is known after apply. Several expressions are alternatives:
   * the plan does not show which of them is the argument's.
   */
  resolve(expressions: readonly unknown[], place: Place, wanted: Wanted): Value {
    return this.#bounded(wanted, () => {
      const all = this.#findAll(expressions, place, wanted);
      const found = wanted.shape === "one" ? withoutIndex(all) : all;
      const isKeyed = found.length < all.length || expressions.some(namesOwnKey);
      const isList = wanted.shape === "one" && place.group !== undefined && !isOneObject(found) && isKeyed;
      const value = combine(
        found,
        isList ? { ...wanted, shape: "several" } : wanted,
        expressions.length > 1,
        this.#budget,
      );
      return isList ? (ownMember(value, place) ?? combine(found, wanted, expressions.length > 1, this.#budget)) : value;
    });
  }

  /**
   * What an expression says as far as a plan shows it: a constant, or what its only reference comes to. What the expression
   * makes of that, with a function say, is not shown.
   */
  mentioned(expression: unknown, place: Place, wanted: Wanted): Value {
    return this.#bounded(wanted, () => {
      const [only, ...others] = this.#findAll([expression], place, wanted);
      return only === undefined || others.length > 0
        ? unknown(missingFact("mentioned", { value: wanted.origin }))
        : only.value;
    });
  }

  /** Whether the plan shows all that an expression names, so that what it makes of that is known, too. */
  namesWhatIsKnown(expression: unknown, place: Place, argument: string): boolean {
    const wanted: Wanted = { shape: "one", argument, origin: argument };
    const value = this.#bounded(wanted, () => {
      const isKnownWhole = this.#findAll([expression], place, wanted).every((found) => isKnown(found.value));
      return isKnownWhole ? NULL : afterApply(argument);
    });
    return isNull(value);
  }

  /** Whether an expression names something that may hold any number or word: not only ids and ARNs of what AWS makes. */
  namesWhatMayBeAnything(expression: unknown, place: Place): boolean {
    return (
      referencesOf(expression).some(({ text }) => !/^(var|local|each|module)\b/.test(text)) ||
      this.#locals.mayBeAnything([expression, place.forEach], place.scope)
    );
  }

  #bounded<T extends Value | Found>(wanted: Wanted, resolve: () => T): T | Unknown {
    if (this.#chain >= MAX_CHAIN) return unknown(missingFact("chain-to-value", { value: wanted.origin }, "nothing"));
    if (this.#stepsLeft <= 0)
      return unknown(missingFact("references-to-value", { input: this.inputName, value: wanted.origin }, "nothing"));
    this.#stepsLeft--;
    this.#chain++;
    try {
      return resolve();
    } finally {
      this.#chain--;
    }
  }

  #findAll(expressions: readonly unknown[], place: Place, wanted: Wanted): readonly NamedFound[] {
    const constants = expressions.map(constantOf).filter((value) => value !== undefined);
    const references = expressions.flatMap((expression) => referencesOf(expression));
    const narrowTo = references.some(isOwnKey) ? place.key : this.#knownIndex(references, place, wanted);
    return [
      ...constants.map((constant) => ({ text: "", value: fromJson(constant), exact: true })),
      ...references
        .filter((reference) => !isOwnKey(reference))
        .map(({ text, steps }) => ({ ...this.#find(steps, { place, narrowTo, passedOn: false, wanted }), text })),
    ];
  }

  /** The key in `aws_subnet.private[each.value.zone].id`, where the plan shows what `each.value.zone` is. */
  #knownIndex(references: readonly Reference[], place: Place, wanted: Wanted): Key {
    const [, index] = references.length === 2 ? references : [];
    if (wanted.shape !== "one" || index === undefined || !isEachValue(index.text)) return undefined;
    const { value } = this.#find(index.steps, { place, narrowTo: undefined, passedOn: false, wanted });
    const isKey = value.kind === "scalar" && (typeof value.value === "string" || typeof value.value === "number");
    return isKey ? (value.value as Key) : undefined;
  }

  #find(steps: readonly Step[], search: Search): Found {
    const first = nameAt(steps, 0);
    const second = nameAt(steps, 1);
    switch (first) {
      case "path":
      case "terraform":
      case "self":
      case undefined:
        return { value: NULL, exact: true };
      case "local":
        return exactly(this.#local(second ?? "", search));
      case "var":
        return this.#variable(second ?? "", steps.slice(2), search);
      case "each":
        return this.#eachValue(steps.slice(2), search);
      case "module":
        return this.#module(steps, search);
      case "data":
        return this.#resource(`data.${second}.${nameAt(steps, 2)}`, steps.slice(3), search);
      default:
        return this.#resource(`${first}.${second}`, steps.slice(2), search);
    }
  }

  /** The definition of a local is not in a plan. Where it can only be one of a few objects, it is one of these. */
  #local(name: string, { place, wanted, passedOn }: Search): Value {
    // Of a list, other members may be known, and then nothing shows them.
    const seen = wanted.shape === "several" ? null : this.#locals.of(place.scope, wanted.argument, passedOn);
    return seen === null || seen.length === 0 ? localUnknown(place.scope, name) : pointer(seen, "one", wanted.origin);
  }

  #variable(name: string, path: readonly Step[], search: Search): Found {
    const { scope } = search.place;
    const declared = field(field(scope.config, "variables"), name);
    const sensitive = field(declared, "sensitive") === true;
    if (scope.parent === undefined) {
      const given = field(this.rootVariables, name);
      const value = given === undefined ? field(declared, "default") : field(given, "value");
      return exactly(walk(fromJson(value, sensitive), path, search.wanted));
    }
    const expression = field(field(scope.call, "expressions"), name);
    if (expression !== undefined) {
      const place = { scope: scope.parent, key: scope.key, forEach: field(scope.call, "for_each_expression") };
      return this.#through(expression, path, { ...search, place });
    }
    if (declared === undefined) {
      return exactly(unknown(this.#named(`${scope.address}.var.${name}`, search.wanted)));
    }
    return exactly(walk(fromJson(field(declared, "default"), sensitive), path, search.wanted));
  }

  /** What a path into another expression leads to. */
  #through(expression: unknown, path: readonly Step[], search: Search): Found {
    const { place, wanted } = search;
    const constant = constantOf(expression);
    if (constant !== undefined) return exactly(walk(fromJson(constant), path, wanted));
    const references = referencesOf(expression);
    const [only] = references;
    if (only !== undefined && references.length === 1 && !isOwnKey(only)) {
      const found = this.#bounded(wanted, () =>
        this.#find([...only.steps, ...path], {
          place,
          narrowTo: undefined,
          passedOn: path.length > 0 || search.passedOn,
          wanted,
        }),
      );
      return "kind" in found ? exactly(found) : found;
    }
    const [step] = path;
    if (step === undefined) return asFound(this.resolve([expression], place, wanted));
    const shape = "key" in step && typeof step.key === "number" ? "several" : "object";
    const argument = "name" in step ? step.name : wanted.argument;
    return exactly(walk(this.resolve([expression], place, { ...wanted, shape, argument }), path, wanted));
  }

  #eachValue(path: readonly Step[], search: Search): Found {
    const { key, forEach } = search.place;
    // A constant set leaves no trace in a plan, and each of its members is its own key.
    if (key === undefined || referencesOf(forEach).length === 0) {
      const constant = key === undefined ? undefined : field(constantOf(forEach), String(key));
      return exactly(constant === undefined ? scalar(key ?? null) : walk(fromJson(constant), path, search.wanted));
    }
    const own = this.#ownMember(search);
    return own === undefined
      ? this.#through(forEach, [{ key }, ...path], search)
      : exactly(walk(own, path, search.wanted));
  }

  /**
   * `for_each = { a = aws_subnet.a.id, b = aws_subnet.b.id }`: the plan shows neither which key goes with which object. Where
   * the instances do not differ otherwise and nothing names them, any pairing says the same.
   */
  #ownMember({ place, wanted }: Search): Value | undefined {
    if (place.group?.rankAmongAlike(place.key, place.expressions) === undefined) return undefined;
    const all = this.resolve([place.forEach], { ...place, forEach: undefined }, { ...wanted, shape: "several" });
    return ownMember(all, place);
  }

  #module(steps: readonly Step[], search: Search): Found {
    const { place, wanted } = search;
    const name = nameAt(steps, 1) ?? "";
    const key = keyAt(steps, 2);
    const rest = steps.slice(key === undefined ? 2 : 3);
    if (place.scope.callOf(name) === undefined) {
      return exactly(unknown(this.#named(`module.${name}`, wanted)));
    }
    const scopes = moduleInstances(place.scope, name, key, search.narrowTo);
    const output = nameAt(rest, 0);
    const found = scopes.map((scope) =>
      output === undefined ? this.#anyOutput(scope, search) : this.#output(scope, output, rest.slice(1), search),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    return { value: listOf(found.map(({ value }) => value)), exact: false, mixed: true };
  }

  #named(name: string, { origin: by }: Wanted): MissingFact {
    return missingFact("named", { name, by, input: this.inputName });
  }

  #output(scope: ModuleScope, name: string, path: readonly Step[], search: Search): Found {
    const output = field(field(scope.config, "outputs"), name);
    if (output === undefined) {
      const about = { output: name, of: scope.address, by: search.wanted.origin, input: this.inputName };
      return exactly(unknown(missingFact("named-output", about)));
    }
    return this.#through(field(output, "expression"), path, {
      ...search,
      place: { scope, key: undefined, forEach: undefined },
    });
  }

  /** The plan lost which output is meant: whatever any of them denotes. */
  #anyOutput(scope: ModuleScope, search: Search): Found {
    const outputs = field(scope.config, "outputs");
    const names = isObject(outputs) ? Object.keys(outputs) : [];
    return {
      value: listOf(names.map((name) => this.#output(scope, name, [], search).value)),
      exact: false,
      mixed: true,
    };
  }

  #resource(resource: string, rest: readonly Step[], search: Search): Found {
    const { wanted } = search;
    const { scope } = search.place;
    const group = scope.groups.get(resource);
    if (group === undefined || group.instances.length === 0) return exactly(this.#absent(scope, resource, wanted));
    const key = keyAt(rest, 0);
    const path = key === undefined ? rest : rest.slice(1);
    const attribute = nameAt(path, 0);
    const instance = key === undefined ? (group.only ?? keyed(group, search.narrowTo)) : keyed(group, key);
    // A member of a list that was made from all instances, in an order that the plan lost.
    const lostOrder = search.passedOn && attribute === undefined && typeof key === "number";
    if (instance !== undefined && !lostOrder) {
      const value = attribute === undefined ? NULL : walk(instance.get(attribute), path.slice(1), wanted);
      if (attribute !== undefined && isNameOf(instance, attribute, value))
        return exactly(selfPointer(instance, attribute));
      if (attribute !== undefined && !(search.passedOn && isNull(value))) return asFound(value);
      const exact = key !== undefined || search.narrowTo !== undefined;
      const usual = usualAttribute(attribute ?? wanted.argument, instance.type);
      const usualValue = instance.get(usual);
      return { value: isNull(usualValue) ? selfPointer(instance, usual) : usualValue, exact };
    }
    if (key !== undefined && !search.passedOn) return exactly(NULL);
    const all = this.#wholeGroup(group, usualAttribute(attribute ?? wanted.argument, group.instances[0]?.type));
    return { value: key === undefined ? all : pointer(all.targets, "one", wanted.origin), exact: key !== undefined };
  }

  /** A block with a count of zero has no instances; one that the plan leaves out is another matter. */
  #absent(scope: ModuleScope, resource: string, wanted: Wanted): Value {
    const block = scope.configured(resource);
    const counted = field(block, "count_expression") ?? field(block, "for_each_expression");
    if (counted !== undefined) return NULL;
    return unknown(this.#named(resource, wanted));
  }

  /** All instances of a block, of which the plan lost which ones are meant. Kept, for many arguments may name them. */
  #wholeGroup(group: InstanceGroup, attribute: string): Pointer {
    let pointers = this.#wholeGroups.get(group);
    if (pointers === undefined) {
      pointers = new Map();
      this.#wholeGroups.set(group, pointers);
    }
    const kept = pointers.get(attribute);
    if (kept !== undefined) return kept;
    const targets = group.instances.map((instance) => ({ instance, attribute }));
    const all = pointer(targets, "some");
    pointers.set(attribute, all);
    return all;
  }
}

/** A name that is made from something else still names its own object. */
function isNameOf(instance: ResourceInstance, attribute: string, value: Value): boolean {
  const isMade = value.kind === "unknown" || value.kind === "pointer";
  return isMade && instance.mode === "managed" && identifyingAttributes(instance.type).includes(attribute);
}

function localUnknown(scope: ModuleScope, name: string): Unknown {
  const value = `${scope.address === "" ? "" : `${scope.address}.`}local.${name}`;
  return unknown(missingFact("planned-value", { value }));
}

/** Where a reference stands and what is sought through it. */
interface Search {
  readonly place: Place;
  /** The key of the own instance, where the expression names it: `aws_subnet.a[count.index].id`. */
  readonly narrowTo: Key;
  /** The path goes on from another expression, which may be a `for` or splat of which the plan shows only the resource. */
  readonly passedOn: boolean;
  readonly wanted: Wanted;
}
