import type { Key } from "../model/address";
import type { InputProblem, ReadInput } from "../model/input";
import { type AttributeSource, ResourceInstance } from "../model/instance";
import { describeJson, field, isObject, type JsonObject, listField, textField } from "../model/json";
import type { Instance, Value } from "../model/model";
import { ModuleScope, ScopeFinder } from "../model/scope";
import { fromJson, NULL } from "../model/values";
import { Dependencies } from "../references/dependencies";

/** A resource instance of a state: every value is known. */
export interface StateResource {
  readonly address: string;
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Address of its block in the module, such as `data.aws_vpc.default`. */
  readonly block: string;
  readonly key: Key;
  readonly json: JsonObject;
}

/** Reads `terraform show -json` of a state. */
export function readState(name: string, json: JsonObject, problems: InputProblem[]): ReadInput {
  const finder = new ScopeFinder(ModuleScope.root(undefined));
  const dependencies = new Dependencies(finder.root);
  const instances = stateResources(name, field(json, "values"), problems).map((resource) =>
    addExisting(finder, dependencies, resource),
  );
  return { kind: "state", name, instances, destroyed: [] };
}

/** Makes the instance of something that exists and stays as it is. */
export function addExisting(
  finder: ScopeFinder,
  dependencies: Dependencies,
  resource: StateResource,
): ResourceInstance {
  const scope = finder.at(resource.module) ?? finder.root;
  const identity = { ...resource, change: "none" } as const;
  const instance = new ResourceInstance(identity, new ExistingSource(dependencies, scope, resource));
  scope.group(resource.block).add(resource.key, instance);
  return instance;
}

/** The resources of a state's `values`, in modules of any depth. */
export function stateResources(input: string, values: unknown, problems: InputProblem[]): readonly StateResource[] {
  const found: StateResource[] = [];
  const modules = [{ json: field(values, "root_module"), address: "" }];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const { json, address } = module;
    for (const entry of listField(json, "resources")) {
      const resource = stateResource(entry, address);
      if (resource === undefined) {
        problems.push({
          input,
          found: `a resource of ${address === "" ? "the root module" : address.slice(0, 100)} is ${describeJson(entry)}`,
          expected: 'an object with "address", "type", "name" and "values"',
        });
      } else if (field(entry, "deposed_key") === undefined) {
        // A deposed object is what an interrupted replacement left behind; its address belongs to the current one.
        found.push(resource);
      }
    }
    for (const child of listField(json, "child_modules")) {
      modules.push({ json: child, address: textField(child, "address") ?? address });
    }
  }
  return found;
}

function stateResource(entry: unknown, module: string): StateResource | undefined {
  const address = textField(entry, "address");
  const type = textField(entry, "type");
  const name = textField(entry, "name");
  if (!isObject(entry) || address === undefined || type === undefined || name === undefined) return undefined;
  if (!isObject(entry.values)) return undefined;
  const mode = field(entry, "mode") === "data" ? "data" : "managed";
  const key = field(entry, "index");
  return {
    address,
    module,
    mode,
    type,
    block: `${mode === "data" ? "data." : ""}${type}.${name}`,
    key: typeof key === "string" || typeof key === "number" ? key : undefined,
    json: entry,
  };
}

class ExistingSource implements AttributeSource {
  constructor(
    private readonly dependenciesOf: Dependencies,
    private readonly scope: ModuleScope,
    private readonly resource: StateResource,
  ) {}

  attribute(_instance: ResourceInstance, name: string): Value {
    const { json } = this.resource;
    const marks = field(json, "sensitive_values");
    return fromJson(field(field(json, "values"), name), marks === true || field(marks, name));
  }

  before(instance: ResourceInstance, name: string): Value {
    return this.resource.mode === "data" ? NULL : this.attribute(instance, name);
  }

  dependencies(instance: ResourceInstance): readonly Instance[] {
    const recorded = listField(this.resource.json, "depends_on").filter((address) => typeof address === "string");
    return this.dependenciesOf.of(instance, this.scope, this.resource.block, recorded);
  }
}
