import { isFilledIn, isNoneWhenBlank, setTogetherWith } from "../../aws-provider/arguments";
import { regionalFact } from "../../aws-provider/regional-facts";
import { missingFact } from "../../causes/missing-fact";
import { asUnknown } from "../expressions/evaluation";
import { type Bindings, EvaluationBudget } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import { jsonBody } from "../hcl/json-body";
import { formatKey, type Key } from "../model/address";
import type { ConfigurationSource, InputProblem, ReadInput } from "../model/input";
import { type AttributeSource, ResourceInstance } from "../model/instance";
import { describeJson, type JsonObject } from "../model/json";
import type { Instance, Unknown, Value } from "../model/model";
import { textOf } from "../model/shown-values";
import { EMPTY_LIST, isNull, NULL, scalar, selfPointer } from "../model/values";
import { ConfigurationDependencies } from "./configuration-dependencies";
import { ConfiguredBody } from "./configured-body";
import {
  ConfiguredModule,
  type ConfiguredResource,
  NO_BINDINGS,
  type Surroundings,
  uncountedBindings,
} from "./configured-module";
import { ModuleSource, type ResourceBlock } from "./module-source";
import { providerRegion } from "./provider-region";
import { RootVariables } from "./root-variables";
import { ModuleSources } from "./source";

/** Reads one file of configuration in JSON syntax, such as a synthesized `cdk.tf.json`. */
export function readConfiguration(name: string, json: JsonObject, problems: InputProblem[]): ReadInput {
  const body = jsonBody(json, ({ path, json: found, expected }) => {
    const [kind = "", ...labels] = path;
    const address = path.length > 2 ? `${kind === "data" ? "data." : ""}${labels.join(".")}` : path.join(" ");
    if (kind === "resource" || kind === "data")
      problems.push({ input: name, found: `${address} is ${describeJson(found)}`, expected });
  });
  const nothing: ConfigurationSource = { root: ".", installed: new Map(), files: () => undefined };
  return { kind: "configuration", name, ...instancesIn(new ModuleSource([body]), new ModuleSources(nothing)) };
}

/** Reads a configuration as it is written, with all its modules. */
export function readSource(name: string, source: ConfigurationSource, problems: InputProblem[]): ReadInput {
  const sources = new ModuleSources(source);
  const root = sources.in(source.root, "") ?? new ModuleSource([]);
  const read = instancesIn(root, sources);
  for (const { file, found, expected } of sources.problems) problems.push({ input: file, found, expected });
  if (sources.isEndless) {
    const expected = "modules that do not call themselves";
    problems.push({ input: name, found: "modules in modules without an end", expected });
  }
  if (sources.problems.length === 0) {
    for (const path of sources.absent) {
      const found = path === "" ? "no configuration" : `module.${path.replaceAll(".", ".module.")} is not installed`;
      problems.push({
        input: name,
        found,
        expected:
          path === ""
            ? "files of Terraform"
            : "what `terraform init` installs (`terraform init -backend=false` needs no credentials)",
      });
    }
  }
  return { kind: "configuration", name, ...read };
}

function instancesIn(root: ModuleSource, sources: ModuleSources): Pick<ReadInput, "instances" | "destroyed"> {
  const variables = new RootVariables(root, sources);
  const dependencies = new ConfigurationDependencies();
  const around = new MadeByConfiguration(sources, variables, dependencies);
  const module = new ConfiguredModule(root, around, "", "", sources.source.root, undefined);
  const instances: ResourceInstance[] = [];
  const open = [module];
  let modules = 0;
  for (let next = open.pop(); next !== undefined && !sources.isEndless; next = open.pop()) {
    if (++modules > MAX_MADE) sources.isEndless = true;
    for (const address of next.source.resources.keys())
      for (const instance of next.resource(address)?.instances ?? []) instances.push(instance);
    for (const child of next.children().toReversed()) open.push(child);
  }
  return { instances, destroyed: [] };
}

/** More instances than this are not made by counts and loops, of resources and of modules. */
const MAX_MADE = 10_000;

/** Without a plan, the configuration alone decides what there is. */
class MadeByConfiguration implements Surroundings {
  readonly budget = new EvaluationBudget();
  readonly isBlankFilledIn = true;
  #made = 0;

  constructor(
    readonly sources: ModuleSources,
    private readonly variables: RootVariables,
    private readonly dependencies: ConfigurationDependencies,
  ) {}

  rootVariable(name: string): Value | undefined {
    return this.variables.get(name);
  }

  callsOf(name: string, call: Parameters<Surroundings["callsOf"]>[1], module: ConfiguredModule) {
    return module.repetition(call, `${module.address === "" ? "" : `${module.address}.`}module.${name}`);
  }

  instancesOf(block: ResourceBlock, module: ConfiguredModule): ConfiguredResource {
    const address = addressIn(module, block.address);
    const repetition = module.repetition(block.body, address);
    if (repetition.kind === "unknown") return this.#uncounted(block, module, repetition.by);
    if (repetition.kind !== "no" && !this.#admit(repetition.keys.length)) {
      const value = module.evaluate(
        repetition.kind === "count" ? need(block, "count") : need(block, "for_each"),
        NO_BINDINGS,
        address,
      );
      return this.#uncounted(block, module, value);
    }
    if (repetition.kind === "no") this.budget.expectInstance();
    const instances = repetition.keys.map((key, at) =>
      this.#instance(block, module, key, repetition.bindings[at] ?? NO_BINDINGS),
    );
    return { repeated: repetition.kind, instances, keys: repetition.keys };
  }

  #admit(instances: number): boolean {
    if (this.#made + instances > MAX_MADE) return false;
    this.#made += instances;
    for (let count = 0; count < instances; count++) this.budget.expectInstance();
    return true;
  }

  #instance(block: ResourceBlock, module: ConfiguredModule, key: Key, bindings: Bindings): ResourceInstance {
    const address = `${addressIn(module, block.address)}${formatKey(key)}`;
    const source = this.#source(block, module, bindings, address);
    if (!module.isUncounted) return makeInstance(block, module, address, source);
    const missing = missingFact("instances", { of: module.address }, "input");
    return makeInstance(block, module, address, new UncountedSource({ kind: "unknown", missing }, source));
  }

  /** One instance that stands for as many as there will be. Nothing about it is known but what any of them would have. */
  #uncounted(block: ResourceBlock, module: ConfiguredModule, by: Value): ConfiguredResource {
    const because = asUnknown(by).missing;
    const { shownBy, assumable } = because;
    const whole = addressIn(module, block.address);
    const missing = missingFact("instances", { of: whole }, shownBy, { assumable, because: [because] });
    const nothing: Unknown = { kind: "unknown", missing };
    const address = `${whole}[*]`;
    const any = this.#source(block, module, uncountedBindings(by.kind === "pointer" ? by : nothing), address);
    const instance = makeInstance(block, module, address, new UncountedSource(nothing, any));
    return { repeated: "unknown", instances: [instance], keys: [undefined] };
  }

  #source(block: ResourceBlock, module: ConfiguredModule, bindings: Bindings, address: string): ConfiguredSource {
    return new ConfiguredSource(
      block,
      new ConfiguredBody(block.body, bindings, module.evaluate, address),
      module,
      this.dependencies,
    );
  }
}

function addressIn(module: ConfiguredModule, address: string): string {
  return module.address === "" ? address : `${module.address}.${address}`;
}

function need(block: ResourceBlock, name: string): Expression {
  return block.body.attributes.get(name) ?? { kind: "literal", value: null };
}

function makeInstance(
  block: ResourceBlock,
  module: ConfiguredModule,
  address: string,
  source: AttributeSource,
): ResourceInstance {
  const { mode, type } = block;
  const identity = { mode, type, address, module: module.address, constructPath: constructPathOf(block) };
  return new ResourceInstance(
    mode === "data" ? { ...identity, change: "read" } : { ...identity, change: "create", mayExist: true },
    source,
  );
}

/** Where CDKTF's metadata says that a resource was made. */
function constructPathOf({ body }: ResourceBlock): string | null {
  let at = body.attributes.get("//");
  for (const name of ["metadata", "path"]) {
    at =
      at?.kind === "object" ? at.entries.find(([key]) => key.kind === "literal" && key.value === name)?.[1] : undefined;
  }
  return at?.kind === "literal" && typeof at.value === "string" ? at.value : null;
}

class ConfiguredSource implements AttributeSource {
  constructor(
    private readonly block: ResourceBlock,
    private readonly body: ConfiguredBody,
    private readonly module: ConfiguredModule,
    private readonly found: ConfigurationDependencies,
  ) {}

  attribute(instance: ResourceInstance, name: string): Value {
    const value = this.body.get(name);
    if (!isNull(value)) return value;
    const { type, mode } = this.block;
    if (mode === "data") {
      const fact = regionalFact(type, name);
      const region = fact === undefined ? null : textOf(this.#region());
      return region === null || fact === undefined ? selfPointer(instance, name) : scalar(fact(region));
    }
    if (name === "region") return this.#region();
    const source = setTogetherWith(type, name);
    if (source !== undefined) return instance.get(source);
    if (isFilledIn(name)) return selfPointer(instance, name);
    return isNoneWhenBlank(type, name) ? EMPTY_LIST : NULL;
  }

  #region(): Value {
    return providerRegion(this.block, this.module);
  }

  before(): Value {
    return NULL;
  }

  dependencies(instance: ResourceInstance): readonly Instance[] {
    return this.found.of(this.block.body, this.module).filter((other) => other !== instance);
  }
}

class UncountedSource implements AttributeSource {
  constructor(
    private readonly value: Unknown,
    private readonly any: ConfiguredSource,
  ) {}

  attribute(): Value {
    return this.value;
  }

  ofAny(instance: ResourceInstance, name: string): Value {
    return this.any.attribute(instance, name);
  }

  before(): Value {
    return NULL;
  }

  dependencies(instance: ResourceInstance): readonly Instance[] {
    return this.any.dependencies(instance);
  }
}
