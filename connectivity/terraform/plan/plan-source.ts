import { ConfiguredBody } from "../configuration/configured-body";
import {
  ConfiguredModule,
  type ConfiguredResource,
  NO_BINDINGS,
  type Surroundings,
} from "../configuration/configured-module";
import { ModuleSource, type ResourceBlock } from "../configuration/module-source";
import { providerRegion } from "../configuration/provider-region";
import { countBindings, eachBindings, type Repetition } from "../configuration/repetition";
import { ModuleSources } from "../configuration/source";
import { memberOf } from "../expressions/evaluation";
import { type Bindings, EvaluationBudget } from "../expressions/evaluator";
import type { Body } from "../hcl/body";
import type { Key } from "../model/address";
import type { ConfigurationSource } from "../model/input";
import { field, type JsonObject, listField } from "../model/json";
import type { Value } from "../model/model";
import type { ModuleScope } from "../model/scope";
import type { SourceConflict, SourceGuess } from "../model/source-conflict";
import { fromJson, NULL, scalar } from "../model/values";
import { conflictOf } from "./source-match";

/**
 * The configuration that a plan was made from. The plan decides what exists and every value that it knows; this says what
 * the rest is made of.
 */
export class PlanSource {
  readonly sources: ModuleSources;
  readonly #root: ConfiguredModule;
  readonly #modules = new Map<ModuleScope, ConfiguredModule | undefined>();

  /** The configuration, if it is the plan's, and where it is not. */
  static of(
    input: string,
    json: JsonObject,
    configuration: ConfigurationSource,
    root: ModuleScope,
  ): { readonly source?: PlanSource; readonly conflict?: SourceConflict; readonly guess?: SourceGuess } {
    const source = new PlanSource(
      configuration,
      root,
      field(json, "variables"),
      listField(json, "resource_changes").length,
    );
    const conflict = conflictOf(input, field(json, "configuration"), source.#root);
    const isOther = conflict !== undefined && conflict.different.length > 0;
    const { guessedFrom: folder } = configuration;
    if (folder !== undefined) return isOther ? {} : { source, guess: { input, folder } };
    if (conflict === undefined) return { source };
    return isOther ? { conflict } : { source, conflict };
  }

  private constructor(source: ConfigurationSource, root: ModuleScope, variables: unknown, resources: number) {
    this.sources = new ModuleSources(source);
    const around = new ShownByPlan(this.sources, root, variables);
    for (let count = 0; count < resources; count++) around.budget.expectInstance();
    const module = this.sources.in(source.root, "") ?? new ModuleSource([]);
    this.#root = new ConfiguredModule(module, around, "", "", source.root, undefined);
    around.scopes.set(this.#root, root);
    this.#modules.set(root, this.#root);
  }

  /** The arguments of a planned instance as they are written; undefined where the configuration does not hold its block. */
  arguments(scope: ModuleScope, block: string, key: Key, address: string): ConfiguredBody | undefined {
    const module = this.module(scope);
    const written = module?.source.resources.get(block);
    if (module === undefined || written === undefined) return undefined;
    return new ConfiguredBody(written.body, bindingsOf(written.body, key, module, address), module.evaluate, address);
  }

  /** The Region of a resource's provider; null where the configuration does not say it. */
  region(scope: ModuleScope, block: string): Value {
    const module = this.module(scope);
    const written = module?.source.resources.get(block);
    return module === undefined || written === undefined ? NULL : providerRegion(written, module);
  }

  module(scope: ModuleScope): ConfiguredModule | undefined {
    if (!this.#modules.has(scope)) {
      const name = /(?:^|\.)module\.([^.[]+)(?:\[[\s\S]*\])?$/.exec(scope.address)?.[1];
      const parent = scope.parent === undefined ? undefined : this.module(scope.parent);
      const call = name === undefined ? undefined : parent?.source.calls.get(name);
      const child =
        parent === undefined || call === undefined || name === undefined
          ? undefined
          : parent.child(name, scope.key, bindingsOf(call, scope.key, parent, scope.address));
      this.#modules.set(scope, child);
    }
    return this.#modules.get(scope);
  }
}

/** What `count` and `each` mean under a key that the plan shows. */
function bindingsOf(body: Body, key: Key, module: ConfiguredModule, address: string): Bindings {
  if (typeof key === "number") return countBindings(key);
  if (key === undefined) return NO_BINDINGS;
  const forEach = body.attributes.get("for_each");
  const all = forEach === undefined ? NULL : module.evaluate(forEach, NO_BINDINGS, `${address}.for_each`);
  // The members of a set are their own keys.
  const value = all.kind === "list" ? scalar(key) : memberOf(all, scalar(key));
  return eachBindings(scalar(key), value);
}

/** With a plan, the plan decides what there is. */
class ShownByPlan implements Surroundings {
  readonly budget = new EvaluationBudget();
  readonly isBlankFilledIn = false;
  readonly scopes = new Map<ConfiguredModule, ModuleScope>();

  constructor(
    readonly sources: ModuleSources,
    private readonly root: ModuleScope,
    private readonly variables: unknown,
  ) {}

  rootVariable(name: string): Value | undefined {
    const given = field(this.variables, name);
    return given === undefined ? undefined : fromJson(field(given, "value"));
  }

  #scopeOf(module: ConfiguredModule): ModuleScope | undefined {
    let scope = this.scopes.get(module);
    if (scope === undefined && module.caller !== undefined) {
      const parent = this.#scopeOf(module.caller.module);
      scope = parent?.children().find(({ address }) => address === module.address);
      if (scope !== undefined) this.scopes.set(module, scope);
    }
    return scope ?? (module.caller === undefined ? this.root : undefined);
  }

  instancesOf(block: ResourceBlock, module: ConfiguredModule): ConfiguredResource | undefined {
    const group = this.#scopeOf(module)?.groups.get(block.address);
    const repeated = block.body.attributes.has("count")
      ? "count"
      : block.body.attributes.has("for_each")
        ? "for_each"
        : "no";
    if (group === undefined || group.instances.length === 0) {
      if (repeated === "no") return undefined;
      // A plan of parts (-target) leaves out what is there; only what the configuration says not to be there is not.
      const repetition = module.repetition(block.body, block.address);
      return repetition.kind !== "unknown" && repetition.keys.length === 0
        ? { repeated, instances: [], keys: [] }
        : undefined;
    }
    const { instances } = group;
    return { repeated, instances, keys: group.keys };
  }

  callsOf(name: string, call: Body, module: ConfiguredModule): Repetition {
    const repetition = module.repetition(call, `module.${name}`);
    if (repetition.kind !== "unknown") return repetition;
    const keys = (this.#scopeOf(module)?.instancesOf(name) ?? []).map(({ key }) => key);
    if (keys.length === 0) return repetition;
    const kind = typeof keys[0] === "number" ? "count" : "for_each";
    return { kind, keys, bindings: keys.map((key) => bindingsOf(call, key, module, `module.${name}`)) };
  }
}
