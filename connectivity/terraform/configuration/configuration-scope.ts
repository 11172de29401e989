import { wholeInstances } from "../expressions/evaluation";
import { type Bindings, Evaluator } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import { parseTemplate } from "../expressions/expression-parser";
import { ExpressionSyntaxError } from "../expressions/expression-scanner";
import type { Key } from "../model/address";
import type { ResourceInstance } from "../model/instance";
import { field, isObject, type JsonObject } from "../model/json";
import type { Value } from "../model/model";
import { blockOf, fromJson, isNull, lazyBlock, lazyList, listOf, NULL, selfPointer, unknown } from "../model/values";
import { ConfigurationDependencies } from "./configuration-dependencies";
import type { EvaluateText } from "./configured-body";

/** A resource block's instances, and what they are to an expression. */
export interface ConfiguredResource {
  /** One object, a list, a map, or as many as nobody knows. */
  readonly repeated: "no" | "count" | "for_each" | "unknown";
  readonly instances: readonly ResourceInstance[];
  readonly keys: readonly Key[];
}

const NO_BINDINGS: Bindings = new Map();

/** More instances than this are not made by counts and loops. */
const MAX_MADE = 10_000;

/** What names mean in a configuration. */
export class ConfigurationScope {
  readonly dependencies = new ConfigurationDependencies(this);
  readonly #declared = new Map<string, () => ConfiguredResource>();
  readonly #resources = new Map<string, ConfiguredResource | undefined>();
  readonly #locals = new Map<string, Value>();
  readonly #variables = new Map<string, Value>();
  /** Instances that counts and loops made. */
  #made = 0;
  readonly #parsed = new Map<string, Expression | undefined>();
  readonly #evaluator = new Evaluator((name) => this.#root(name));

  constructor(private readonly json: JsonObject) {}

  /** Says that there is a block. Its instances are made when it is known what all others are. */
  declare(address: string, make: () => ConfiguredResource): void {
    this.#declared.set(address, make);
  }

  /** The instances of a block; undefined where there is none, or it is repeated by what it makes itself. */
  resource(address: string): ConfiguredResource | undefined {
    if (!this.#resources.has(address)) {
      this.#resources.set(address, undefined);
      this.#resources.set(address, this.#declared.get(address)?.());
    }
    return this.#resources.get(address);
  }

  /** Evaluates a text of JSON syntax. */
  readonly evaluate: EvaluateText = (text, bindings, origin) => {
    const parsed = this.parse(text);
    // The text itself may hold a secret.
    return parsed === undefined
      ? unknown(`the expression of ${origin} is not understood: check the plan`)
      : this.#evaluator.evaluate(parsed, bindings);
  };

  /** The expression in a text; undefined where it is not understood. */
  parse(text: string): Expression | undefined {
    if (!this.#parsed.has(text)) this.#parsed.set(text, parsedOrNot(text));
    return this.#parsed.get(text);
  }

  /** Evaluates any JSON value outside a resource, such as a local value or an argument of a provider. */
  evaluateJson(json: unknown, origin: string): Value {
    if (typeof json === "string") return this.evaluate(json, NO_BINDINGS, origin);
    if (Array.isArray(json)) return lazyList(json.length, (index) => this.evaluateJson(json[index], origin));
    if (!isObject(json)) return fromJson(json);
    return lazyBlock(
      () => Object.keys(json),
      (name) => this.evaluateJson(field(json, name), origin),
    );
  }

  /** The region of a provider, such as `aws` or `aws.east`, where the configuration says it. */
  region(provider: string): Value {
    const [name, alias] = provider.split(".");
    const configured = field(field(this.json, "provider"), name ?? "aws");
    const blocks = Array.isArray(configured) ? configured : [configured];
    return this.evaluateJson(
      field(
        blocks.find((block) => field(block, "alias") === alias),
        "region",
      ),
      `provider ${provider}`,
    );
  }

  #root(name: string): Value {
    switch (name) {
      case "var":
        return lazyBlock(NO_NAMES, (variable) => this.#variable(variable));
      case "local":
        return lazyBlock(NO_NAMES, (local) => this.local(local));
      case "data":
        return lazyBlock(NO_NAMES, (type) => this.#ofType(`data.${type}`));
      case "module":
        return lazyBlock(NO_NAMES, (module) => moduleUnknown(module));
      case "path":
      case "terraform":
        return lazyBlock(NO_NAMES, (field) => unknown(`${name}.${field} is not shown in a configuration`));
      case "self":
      case "each":
      case "count":
        return unknown(`${name} means nothing here`);
      default:
        return this.#ofType(name);
    }
  }

  #ofType(type: string): Value {
    return lazyBlock(NO_NAMES, (name) => this.#resource(`${type}.${name}`));
  }

  /** Says that there is one instance more, whose arguments will be evaluated. */
  expectInstance(): void {
    this.#evaluator.expectInstance();
  }

  /** Whether a count or loop may make so many instances more. */
  admit(instances: number): boolean {
    if (this.#made + instances > MAX_MADE) return false;
    this.#made += instances;
    for (let count = 0; count < instances; count++) this.expectInstance();
    return true;
  }

  #variable(name: string): Value {
    let value = this.#variables.get(name);
    if (value === undefined) {
      value = this.#declaredVariable(name);
      this.#variables.set(name, value);
    }
    return value;
  }

  #declaredVariable(name: string): Value {
    const declared = field(field(this.json, "variable"), name);
    const block = Array.isArray(declared) ? declared[0] : declared;
    const value = field(block, "default");
    if (value !== undefined) return fromJson(value, field(block, "sensitive") === true);
    return unknown(`var.${name} has no default: check the plan, which shows its value`);
  }

  /** A local value, followed to what it is made from. */
  local(name: string): Value {
    const kept = this.#locals.get(name);
    if (kept !== undefined) return kept;
    // While it is being evaluated it stands for itself, so that a cycle ends here.
    this.#locals.set(name, unknown(`local.${name} refers to itself`));
    const json = this.localJson(name);
    const value =
      json === undefined
        ? unknown(`local.${name} is not in this configuration`)
        : this.evaluateJson(json, `local.${name}`);
    this.#locals.set(name, value);
    return value;
  }

  localJson(name: string): unknown {
    const locals = field(this.json, "locals");
    const blocks = Array.isArray(locals) ? locals : [locals];
    return field(
      blocks.find((block) => field(block, name) !== undefined),
      name,
    );
  }

  #resource(address: string): Value {
    const resource = this.resource(address);
    if (resource === undefined) return unknown(`${address} is not in this configuration`);
    const objects = resource.instances.map((instance) => objectOf(instance));
    switch (resource.repeated) {
      case "no":
        return objects[0] ?? NULL;
      case "count":
        return listOf(objects);
      case "for_each":
        return blockOf(new Map(objects.map((object, index) => [String(resource.keys[index]), object])));
      case "unknown":
        return wholeInstances(resource.instances);
    }
  }
}

const NO_NAMES = () => [];

/** An instance as an expression sees it: what is not set is filled in by AWS. */
function objectOf(instance: ResourceInstance): Value {
  return lazyBlock(NO_NAMES, (attribute) => {
    const value = instance.get(attribute);
    return isNull(value) ? selfPointer(instance, attribute) : value;
  });
}

function moduleUnknown(name: string): Value {
  const module: Value = lazyBlock(NO_NAMES, (output) =>
    // Under the key of a module instance there are its outputs again.
    /^\d+$/.test(output)
      ? module
      : unknown(`output ${output} of module.${name} is not shown in a configuration: check the plan`),
  );
  return module;
}

function parsedOrNot(text: string): Expression | undefined {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return undefined;
    throw error;
  }
}
