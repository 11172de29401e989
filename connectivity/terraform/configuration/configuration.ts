import { isFilledIn, isNoneWhenBlank, setTogetherWith } from "../../aws-provider/arguments";
import { regionalFact } from "../../aws-provider/regional-facts";
import { missingFact } from "../../causes/missing-fact";
import { asUnknown } from "../expressions/evaluation";
import { type Bindings, entriesOf } from "../expressions/evaluator";
import { formatKey, type Key } from "../model/address";
import type { InputProblem, ReadInput } from "../model/input";
import { type AttributeSource, ResourceInstance } from "../model/instance";
import { describeJson, field, isObject, type JsonObject, textField } from "../model/json";
import type { Instance, Unknown, Value } from "../model/model";
import { blockOf, EMPTY_LIST, isNull, NULL, pointer, scalar, selfPointer } from "../model/values";
import { ConfigurationScope, type ConfiguredResource } from "./configuration-scope";
import { ConfiguredBody } from "./configured-body";

/** Reads configuration in JSON syntax, such as a synthesized `cdk.tf.json`. */
export function readConfiguration(name: string, json: JsonObject, problems: InputProblem[]): ReadInput {
  const scope = new ConfigurationScope(json);
  const blocks = [...blocksIn(name, json, "resource", problems), ...blocksIn(name, json, "data", problems)];
  // Repetition is decided by other blocks' arguments, so that all must be there, once, before it is.
  for (const block of blocks) scope.declare(block.address, () => instancesOf(block, scope));
  const instances = blocks.flatMap(({ address }) => scope.resource(address)?.instances ?? []);
  return { kind: "configuration", name, instances, destroyed: [] };
}

interface ResourceBlock {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly json: JsonObject;
}

function blocksIn(
  input: string,
  json: JsonObject,
  kind: "resource" | "data",
  problems: InputProblem[],
): readonly ResourceBlock[] {
  const blocks: ResourceBlock[] = [];
  const types = field(json, kind);
  for (const type of isObject(types) ? Object.keys(types) : []) {
    const named = field(types, type);
    for (const name of isObject(named) ? Object.keys(named) : []) {
      const written = field(named, name);
      const block = Array.isArray(written) ? written[0] : written;
      const address = `${kind === "data" ? "data." : ""}${type}.${name}`;
      if (isObject(block)) blocks.push({ address, mode: kind === "data" ? "data" : "managed", type, json: block });
      else problems.push({ input, found: `${address} is ${describeJson(block)}`, expected: "an object of arguments" });
    }
    if (!isObject(named)) {
      problems.push({ input, found: `${kind} ${type} is ${describeJson(named)}`, expected: "an object of names" });
    }
  }
  return blocks;
}

function instancesOf(block: ResourceBlock, scope: ConfigurationScope): ConfiguredResource {
  const { json } = block;
  if (json.count !== undefined && json.count !== null)
    return counted(block, scope, scope.evaluateJson(json.count, `${block.address}.count`));
  if (json.for_each !== undefined && json.for_each !== null) {
    return forEach(block, scope, scope.evaluateJson(json.for_each, `${block.address}.for_each`));
  }
  scope.expectInstance();
  const instance = instanceOf(block, scope, undefined, new Map());
  return { repeated: "no", instances: [instance], keys: [undefined] };
}

function counted(block: ResourceBlock, scope: ConfigurationScope, value: Value): ConfiguredResource {
  const count = value.kind === "scalar" ? Number(value.value) : Number.NaN;
  if (!Number.isInteger(count) || count < 0 || !scope.admit(count)) return uncounted(block, scope, value);
  const keys = Array.from({ length: count }, (_, index) => index);
  const instances = keys.map((index) =>
    instanceOf(block, scope, index, new Map([["count", blockOf(new Map([["index", scalar(index)]]))]])),
  );
  return { repeated: "count", instances, keys };
}

function forEach(block: ResourceBlock, scope: ConfigurationScope, value: Value): ConfiguredResource {
  const entries = value.kind === "list" && value.open !== null ? undefined : entriesOf(value);
  // The members of a set are their own keys.
  const keyed = entries?.map(([key, member]) =>
    value.kind === "list" ? ([member, member] as const) : ([key, member] as const),
  );
  if (keyed === undefined || !keyed.every(([key]) => key.kind === "scalar") || !scope.admit(keyed.length))
    return uncounted(block, scope, value);
  const keys = keyed.map(([key]) => (key.kind === "scalar" ? String(key.value) : ""));
  const instances = keyed.map(([key, member], index) => {
    const each = blockOf(
      new Map([
        ["key", key],
        ["value", member],
      ]),
    );
    return instanceOf(block, scope, keys[index], new Map([["each", each]]));
  });
  return { repeated: "for_each", instances, keys };
}

/** One instance that stands for as many as there will be. Nothing about it is known but what any of them would have. */
function uncounted(block: ResourceBlock, scope: ConfigurationScope, by: Value): ConfiguredResource {
  const because = asUnknown(by).missing;
  const { shownBy, assumable } = because;
  const missing = missingFact("instances", { of: block.address }, shownBy, { assumable, because: [because] });
  const nothing: Unknown = { kind: "unknown", missing };
  const member = by.kind === "pointer" ? pointer(by.targets, "one") : nothing;
  const each = new Map([
    ["key", nothing],
    ["value", member],
  ]);
  const bindings = new Map([
    ["each", blockOf(each)],
    ["count", blockOf(new Map([["index", nothing]]))],
  ]);
  const address = `${block.address}[*]`;
  const any = new ConfiguredSource(block, new ConfiguredBody(block.json, bindings, scope.evaluate, address), scope);
  const instance = makeInstance(block, address, new UncountedSource(nothing, any));
  return { repeated: "unknown", instances: [instance], keys: [undefined] };
}

function instanceOf(block: ResourceBlock, scope: ConfigurationScope, key: Key, bindings: Bindings): ResourceInstance {
  const address = `${block.address}${formatKey(key)}`;
  const body = new ConfiguredBody(block.json, bindings, scope.evaluate, address);
  return makeInstance(block, address, new ConfiguredSource(block, body, scope));
}

function makeInstance(block: ResourceBlock, address: string, source: AttributeSource): ResourceInstance {
  const constructPath = textField(field(field(block.json, "//"), "metadata"), "path") ?? null;
  const change = block.mode === "data" ? "read" : "create";
  return new ResourceInstance({ ...block, address, module: "", change, constructPath }, source);
}

class ConfiguredSource implements AttributeSource {
  constructor(
    private readonly block: ResourceBlock,
    private readonly body: ConfiguredBody,
    private readonly scope: ConfigurationScope,
  ) {}

  attribute(instance: ResourceInstance, name: string): Value {
    const value = this.body.get(name);
    if (!isNull(value)) return value;
    const { type, mode } = this.block;
    if (mode === "data") {
      const region = () => this.#region();
      return regionalFact(type, name, region) ?? selfPointer(instance, name);
    }
    if (name === "region") return this.#region();
    const source = setTogetherWith(type, name);
    if (source !== undefined) return instance.get(source);
    if (isFilledIn(name)) return selfPointer(instance, name);
    return isNoneWhenBlank(type, name) ? EMPTY_LIST : NULL;
  }

  /** The Region of the resource's provider; null where the configuration does not say it. */
  #region(): Value {
    const provider = textField(this.block.json, "provider") ?? "aws";
    const region = this.scope.region(provider.replace(/^\$\{(.*)\}$/, "$1"));
    return region.kind === "scalar" ? region : NULL;
  }

  before(): Value {
    return NULL;
  }

  dependencies(instance: ResourceInstance): readonly Instance[] {
    return this.scope.dependencies.of(this.block.json).filter((other) => other !== instance);
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
