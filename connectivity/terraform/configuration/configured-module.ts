import { missingFact } from "../../causes/missing-fact";
import { wholeInstances } from "../expressions/evaluation";
import { type Bindings, type EvaluationBudget, Evaluator } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import type { Body } from "../hcl/body";
import { formatKey, type Key } from "../model/address";
import type { ResourceInstance } from "../model/instance";
import type { Instance, Value } from "../model/model";
import {
  blockOf,
  circular,
  isNull,
  lazyBlock,
  listOf,
  NULL,
  openBlock,
  pointer,
  scalar,
  selfPointer,
  unknown,
} from "../model/values";
import type { ModuleSource, ResourceBlock } from "./module-source";
import { type Repetition, repetitionOf } from "./repetition";
import type { ModuleSources } from "./source";
import { convert, typeOf } from "./type-constraint";

/** A resource block's instances, and what they are to an expression. */
export interface ConfiguredResource {
  /** One object, a list, a map, or as many as nobody knows. */
  readonly repeated: Repetition["kind"];
  readonly instances: readonly ResourceInstance[];
  readonly keys: readonly Key[];
}

/** What is the same for all modules of a configuration. */
export interface Surroundings {
  readonly sources: ModuleSources;
  readonly budget: EvaluationBudget;
  /** The instances of a block; undefined where nobody knows of any. */
  instancesOf(block: ResourceBlock, module: ConfiguredModule): ConfiguredResource | undefined;
  /** How often a module is called. */
  callsOf(name: string, call: Body, module: ConfiguredModule): Repetition;
  /** The value of a variable of the root module; undefined where none is given. */
  rootVariable(name: string): Value | undefined;
  /** What an attribute is that an instance does not set. */
  readonly isBlankFilledIn: boolean;
}

export const NO_BINDINGS: Bindings = new Map();

/** Modules nested deeper than this are not followed. */
const MAX_DEPTH = 64;

/** One instance of a module, and what names mean in it. */
export class ConfiguredModule {
  readonly #resources = new Map<string, ConfiguredResource | undefined>();
  readonly #objects = new Map<string, Value>();
  readonly #locals = new Map<string, Value>();
  readonly #variables = new Map<string, Value>();
  readonly #outputs = new Map<string, Value>();
  readonly #children = new Map<string, ConfiguredModule | undefined>();
  readonly #calls = new Map<string, Repetition>();
  readonly #roots = new Map<string, Value>();
  readonly #evaluator: Evaluator;

  constructor(
    readonly source: ModuleSource,
    readonly around: Surroundings,
    /** Such as `module.network["a"]`; "" for the root. */
    readonly address: string,
    /** Path of its call: `network.subnets`; "" for the root. */
    readonly path: string,
    readonly folder: string,
    readonly caller:
      | { readonly module: ConfiguredModule; readonly call: Body; readonly bindings: Bindings }
      | undefined,
    readonly depth = 0,
    /** The module stands for as many as nobody knows. */
    readonly isUncounted = false,
  ) {
    this.#evaluator = new Evaluator(
      (name) => this.#root(name),
      around.budget,
      (path) => around.sources.source.read?.(path),
    );
  }

  evaluate = (expression: Expression, bindings: Bindings, origin: string): Value =>
    expression.kind === "unreadable" && expression.because === "syntax"
      ? unknown(missingFact("expression", { of: origin }, "plan"))
      : this.#evaluator.evaluate(expression, bindings);

  /** The instances of a block; undefined where there is none, or it is repeated by what it makes itself. */
  resource(address: string): ConfiguredResource | undefined {
    if (!this.#resources.has(address)) {
      this.#resources.set(address, undefined);
      const block = this.source.resources.get(address);
      this.#resources.set(address, block === undefined ? undefined : this.around.instancesOf(block, this));
    }
    return this.#resources.get(address);
  }

  /** A local value, followed to what it is made from. */
  local(name: string): Value {
    const named = this.address === "" ? `local.${name}` : `${this.address}.local.${name}`;
    return kept(this.#locals, name, circular(named), () => {
      const expression = this.source.locals.get(name);
      return expression === undefined
        ? unknown(missingFact("declared", { name: named }))
        : this.evaluate(expression, NO_BINDINGS, named);
    });
  }

  variable(name: string): Value {
    const named = this.address === "" ? `var.${name}` : `${this.address}.var.${name}`;
    return kept(this.#variables, name, circular(named), () => {
      const declared = this.source.variables.get(name);
      if (declared === undefined) return unknown(missingFact("declared", { name: named }));
      const value = this.#typed(this.#given(name, named), declared, named);
      return isSensitive(declared) ? sensitive(value) : value;
    });
  }

  #given(name: string, named: string): Value | undefined {
    if (this.caller === undefined) return this.around.rootVariable(name);
    const expression = this.caller.call.attributes.get(name);
    return expression === undefined ? undefined : this.caller.module.evaluate(expression, this.caller.bindings, named);
  }

  #typed(given: Value | undefined, declared: Body, named: string): Value {
    const { attributes } = declared;
    const fallback = attributes.get("default");
    const nullable = attributes.get("nullable");
    const refusesNull = nullable?.kind === "literal" && nullable.value === false;
    const isBlank = given === undefined || (isNull(given) && refusesNull && fallback !== undefined);
    if (isBlank && fallback === undefined) return unknown(missingFact("default-of", { variable: named }, "plan"));
    const value = isBlank && fallback !== undefined ? this.evaluate(fallback, NO_BINDINGS, named) : (given ?? NULL);
    return convert(value, typeOf(attributes.get("type")), (inner) => this.evaluate(inner, NO_BINDINGS, named));
  }

  output(name: string): Value {
    const named = this.address === "" ? `output.${name}` : `${this.address}.${name}`;
    return kept(this.#outputs, name, circular(named), () => {
      const expression = this.source.outputs.get(name)?.attributes.get("value");
      return expression === undefined
        ? unknown(missingFact("declared-output", { output: name, of: this.address }))
        : this.evaluate(expression, NO_BINDINGS, named);
    });
  }

  /** How often a module is called. */
  calls(name: string): Repetition | undefined {
    const call = this.source.calls.get(name);
    if (call === undefined) return undefined;
    let repetition = this.#calls.get(name);
    if (repetition === undefined) {
      // While it is being evaluated nobody knows.
      this.#calls.set(name, {
        kind: "unknown",
        by: unknown(missingFact("own-repetition", { module: `module.${name}` }, "nothing")),
      });
      repetition = this.around.callsOf(name, call, this);
      this.#calls.set(name, repetition);
    }
    return repetition;
  }

  /** How a call is repeated as far as the configuration shows it. */
  repetition(body: Body, origin: string): Repetition {
    return repetitionOf(body, (expression, name) => this.evaluate(expression, NO_BINDINGS, `${origin}.${name}`));
  }

  /** One instance of a called module; undefined where its files are not at hand. */
  child(name: string, key: Key, bindings: Bindings = NO_BINDINGS, isUncounted = false): ConfiguredModule | undefined {
    const id = `${name}${isUncounted ? "[*]" : formatKey(key)}`;
    if (!this.#children.has(id)) {
      const call = this.source.calls.get(name);
      const path = this.path === "" ? name : `${this.path}.${name}`;
      const { sources } = this.around;
      const folder = sources.folderOf(path, call, this.folder);
      const isTooDeep = this.depth >= MAX_DEPTH;
      if (isTooDeep) sources.isEndless = true;
      const source = call === undefined || isTooDeep ? undefined : sources.in(folder, path);
      const address = `${this.address === "" ? "" : `${this.address}.`}module.${id}`;
      this.#children.set(
        id,
        source === undefined || call === undefined
          ? undefined
          : new ConfiguredModule(
              source,
              this.around,
              address,
              path,
              folder ?? "",
              { module: this, call, bindings },
              this.depth + 1,
              isUncounted || this.isUncounted,
            ),
      );
    }
    return this.#children.get(id);
  }

  /** All instances of the modules that it calls. */
  children(): readonly ConfiguredModule[] {
    return [...this.source.calls.keys()].flatMap((name) => this.instancesOf(name));
  }

  /** The instances of a called module that the configuration shows. */
  instancesOf(name: string): readonly ConfiguredModule[] {
    const repetition = this.calls(name);
    if (repetition === undefined) return [];
    if (repetition.kind === "unknown")
      return present(this.child(name, undefined, uncountedBindings(repetition.by), true));
    return repetition.keys.flatMap((key, at) => present(this.child(name, key, repetition.bindings[at])));
  }

  #root(name: string): Value {
    let value = this.#roots.get(name);
    if (value === undefined) {
      value = this.#makeRoot(name);
      this.#roots.set(name, value);
    }
    return value;
  }

  #makeRoot(name: string): Value {
    switch (name) {
      case "var":
        return openBlock((variable) => this.variable(variable));
      case "local":
        return openBlock((local) => this.local(local));
      case "data":
        return openBlock((type) => this.#ofType(`data.${type}`));
      case "module":
        return openBlock((module) => this.#module(module));
      case "path":
        return openBlock((field) => this.#path(field));
      case "terraform":
        return openBlock((field) => unknown(missingFact("configured-value", { value: `${name}.${field}` })));
      case "self":
      case "each":
      case "count":
        return unknown(missingFact("meaning", { name }, "nothing"));
      default:
        return this.#ofType(name);
    }
  }

  #path(field: string): Value {
    if (field === "module") return scalar(this.folder);
    return field === "root" ? scalar(".") : unknown(missingFact("configured-value", { value: `path.${field}` }));
  }

  #ofType(type: string): Value {
    return openBlock((name) => this.#resource(`${type}.${name}`));
  }

  #resource(address: string): Value {
    let object = this.#objects.get(address);
    if (object === undefined) {
      const resource = this.resource(address);
      // What is being repeated right now may be there later.
      if (resource === undefined) return unknown(missingFact("declared", { name: this.#within(address) }));
      object = this.#resourceObject(resource);
      this.#objects.set(address, object);
    }
    return object;
  }

  #within(address: string): string {
    return this.address === "" ? address : `${this.address}.${address}`;
  }

  #resourceObject({ repeated, instances, keys }: ConfiguredResource): Value {
    if (repeated === "unknown" || this.isUncounted) return wholeInstances(instances);
    const objects = instances.map((instance) => objectOf(instance, this.around.isBlankFilledIn));
    switch (repeated) {
      case "no":
        return objects[0] ?? NULL;
      case "count":
        return listOf(objects);
      case "for_each":
        return blockOf(new Map(objects.map((object, index) => [String(keys[index]), object])));
    }
  }

  #module(name: string): Value {
    const repetition = this.calls(name);
    if (repetition === undefined) return unknown(missingFact("declared", { name: this.#within(`module.${name}`) }));
    const objects = this.instancesOf(name).map((child) =>
      lazyBlock(
        () => [...child.source.outputs.keys()],
        (output) => child.output(output),
      ),
    );
    if (repetition.kind === "unknown") return objects.length === 0 ? this.#absent(name) : anyOf(objects[0] ?? NULL);
    if (objects.length < repetition.keys.length) return this.#absent(name);
    switch (repetition.kind) {
      case "no":
        return objects[0] ?? NULL;
      case "count":
        return listOf(objects);
      case "for_each":
        return blockOf(new Map(objects.map((object, index) => [String(repetition.keys[index]), object])));
    }
  }

  /** A module whose files are not at hand. */
  #absent(name: string): Value {
    const absent: Value = openBlock((output) =>
      // Under the key of a module instance there are its outputs again.
      /^\d+$/.test(output)
        ? absent
        : unknown(
            missingFact("configured-output", { output, of: this.#within(`module.${name}`), isPlanned: false }, "plan"),
          ),
    );
    return absent;
  }
}

/** A module of which nobody knows how many there are: under any key, and in any loop, there is what any of them has. */
function anyOf(object: Value): Value {
  const any: Value = openBlock((name) =>
    /^\d+$/.test(name) ? any : object.kind === "block" ? object.get(name) : NULL,
  );
  return any;
}

export function uncountedBindings(by: Value): Bindings {
  const nothing = by.kind === "unknown" ? by : unknown(missingFact("configured-key", {}));
  const member = by.kind === "pointer" ? pointer(by.targets, "one") : nothing;
  return new Map([
    [
      "each",
      blockOf(
        new Map([
          ["key", nothing],
          ["value", member],
        ]),
      ),
    ],
    ["count", blockOf(new Map([["index", nothing]]))],
  ]);
}

/** An instance as an expression sees it: what is not set is filled in by AWS. */
function objectOf(instance: ResourceInstance, isBlankFilledIn: boolean): Value {
  return openBlock((attribute) => attributeOf(instance, attribute, isBlankFilledIn));
}

function attributeOf(instance: Instance, attribute: string, isBlankFilledIn: boolean): Value {
  const value = instance.get(attribute);
  return isBlankFilledIn && isNull(value) ? selfPointer(instance, attribute) : value;
}

/** A value is made once. While it is being made it stands for itself, so that a cycle ends there. */
function kept(values: Map<string, Value>, name: string, cycle: Value, make: () => Value): Value {
  const found = values.get(name);
  if (found !== undefined) return found;
  values.set(name, cycle);
  const value = make();
  values.set(name, value);
  return value;
}

function isSensitive({ attributes }: Body): boolean {
  const declared = attributes.get("sensitive");
  return declared?.kind === "literal" && declared.value === true;
}

function sensitive(value: Value): Value {
  if (value.kind === "scalar") return scalar(value.value, true);
  if (value.kind === "list") return listOf(value.items.map(sensitive), value.open);
  if (value.kind === "block")
    return lazyBlock(
      () => value.fields(),
      (name) => sensitive(value.get(name)),
    );
  return value;
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
