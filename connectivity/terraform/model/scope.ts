import { formatKey, type Key, keyAt, nameAt, parseSteps, type Step } from "./address";
import type { ResourceInstance } from "./instance";
import { field, fingerprint, isObject, type JsonObject, listField, textField } from "./json";

/** The instances of one resource block in one module instance. */
export class InstanceGroup {
  readonly instances: ResourceInstance[] = [];
  /** Made with the second instance: most blocks have one. */
  #byKey: Map<Key, ResourceInstance> | undefined;
  readonly #keys: Key[] = [];
  readonly #changes: unknown[] = [];
  #ranks: ReadonlyMap<ResourceInstance, number> | undefined;

  /** @param change - What the plan says about the instance, where it may have to be compared with others. */
  add(key: Key, instance: ResourceInstance, change?: unknown): void {
    this.instances.push(instance);
    this.#keys.push(key);
    this.#byKey?.set(key, instance);
    if (change !== undefined) this.#changes.push(change);
  }

  /**
   * The place of an instance among the group's, where the plan says the same about all of them; else undefined. Only one
   * argument may depend on the key of a `for_each`: two would belong together in a way that the plan does not show.
   *
   * @param expressions - The block's arguments in the configuration.
   */
  rankAmongAlike(key: Key, expressions: unknown): number | undefined {
    if (this.#ranks === undefined) {
      const [first, ...others] = this.#changes;
      const looks = lookOf(first);
      const alike =
        looks !== undefined && others.every((other) => lookOf(other) === looks) && keyedArguments(expressions) < 2;
      this.#ranks = new Map(alike ? this.instances.map((instance, rank) => [instance, rank]) : []);
    }
    const instance = this.at(key);
    return instance === undefined ? undefined : this.#ranks.get(instance);
  }

  at(key: Key): ResourceInstance | undefined {
    const { instances } = this;
    if (instances.length < 2) return this.#keys[0] === key ? instances[0] : undefined;
    this.#byKey ??= new Map(instances.map((instance, index) => [this.#keys[index], instance]));
    return this.#byKey.get(key);
  }

  /** Keys of the instances, in their order. */
  get keys(): readonly Key[] {
    return this.#keys;
  }

  /** The instance of a block without `count` and `for_each`. */
  get only(): ResourceInstance | undefined {
    return this.at(undefined);
  }
}

/** What the plan says about an instance, as a text to compare. */
function lookOf(change: unknown): string | undefined {
  return fingerprint([field(change, "actions"), field(change, "after"), field(change, "after_unknown")]);
}

function keyedArguments(expressions: unknown): number {
  if (!isObject(expressions)) return 0;
  return Object.keys(expressions).filter((name) => fingerprint(expressions[name])?.includes('"each.') ?? true).length;
}

/** Modules nested deeper than this are not followed. */
const MAX_MODULE_DEPTH = 128;

/** Resource blocks by address, made once for all instances of a module. */
const configuredResources = new WeakMap<object, ReadonlyMap<string, JsonObject>>();

function configuredIn(config: unknown): ReadonlyMap<string, JsonObject> | undefined {
  if (!isObject(config)) return undefined;
  let resources = configuredResources.get(config);
  if (resources === undefined) {
    const found = new Map<string, JsonObject>();
    for (const resource of listField(config, "resources")) {
      const address = textField(resource, "address");
      if (address !== undefined && isObject(resource)) found.set(address, resource);
    }
    configuredResources.set(config, found);
    resources = found;
  }
  return resources;
}

/** One instance of a module, with its part of the plan's configuration. */
export class ModuleScope {
  readonly groups = new Map<string, InstanceGroup>();
  readonly #children = new Map<string, Map<Key, ModuleScope>>();

  private constructor(
    readonly address: string,
    readonly key: Key,
    readonly parent: ModuleScope | undefined,
    /** The module block in the parent's configuration; undefined for the root, or where the plan does not hold it. */
    readonly call: unknown,
    /** What is inside: resources, variables, outputs, module calls. */
    readonly config: unknown,
    readonly depth: number,
  ) {}

  static root(configuration: unknown): ModuleScope {
    return new ModuleScope("", undefined, undefined, undefined, field(configuration, "root_module"), 0);
  }

  /** The block of a resource, such as `aws_vpc.main` or `data.aws_vpc.default`. */
  configured(resource: string): JsonObject | undefined {
    return configuredIn(this.config)?.get(resource);
  }

  /** The module block of a call. */
  callOf(name: string): unknown {
    return field(field(this.config, "module_calls"), name);
  }

  /** The instances of a module call that hold anything. */
  instancesOf(name: string): readonly ModuleScope[] {
    return [...(this.#children.get(name)?.values() ?? [])];
  }

  children(): readonly ModuleScope[] {
    return [...this.#children.values()].flatMap((instances) => [...instances.values()]);
  }

  existing(name: string, key: Key): ModuleScope | undefined {
    return this.#children.get(name)?.get(key);
  }

  child(name: string, key: Key): ModuleScope | undefined {
    const found = this.existing(name, key);
    if (found !== undefined || this.depth >= MAX_MODULE_DEPTH) return found;
    const call = this.callOf(name);
    const address = `${this.address === "" ? "" : `${this.address}.`}module.${name}${formatKey(key)}`;
    const child = new ModuleScope(address, key, this, call, field(call, "module"), this.depth + 1);
    let instances = this.#children.get(name);
    if (instances === undefined) {
      instances = new Map();
      this.#children.set(name, instances);
    }
    instances.set(key, child);
    return child;
  }

  group(resource: string): InstanceGroup {
    let group = this.groups.get(resource);
    if (group === undefined) {
      group = new InstanceGroup();
      this.groups.set(resource, group);
    }
    return group;
  }
}

/** Finds the scopes of module addresses; undefined for what is not the address of a module. */
export class ScopeFinder {
  readonly #found = new Map<string, ModuleScope | undefined>();

  constructor(readonly root: ModuleScope) {
    this.#found.set("", root);
  }

  at(module: string): ModuleScope | undefined {
    if (!this.#found.has(module)) this.#found.set(module, this.#walk(parseSteps(module) ?? []));
    return this.#found.get(module);
  }

  #walk(steps: readonly Step[]): ModuleScope | undefined {
    let scope: ModuleScope | undefined = this.root;
    let at = 0;
    do {
      const name = nameAt(steps, at + 1);
      if (nameAt(steps, at) !== "module" || name === undefined) return undefined;
      const key = keyAt(steps, at + 2);
      scope = scope?.child(name, key);
      at += key === undefined ? 2 : 3;
    } while (at < steps.length && scope !== undefined);
    return scope;
  }
}
