import { isTie } from "../../aws-provider/arguments";
import type { Key } from "../model/address";
import type { ConfigurationSource, InputProblem, ReadInput } from "../model/input";
import { type AttributeSource, ResourceInstance } from "../model/instance";
import { describeJson, field, isObject, type JsonObject, listField, textField } from "../model/json";
import type { Change, Instance, Value } from "../model/model";
import { ModuleScope, ScopeFinder } from "../model/scope";
import { fromJson, isNull } from "../model/values";
import { Dependencies } from "../references/dependencies";
import { PlanReferences } from "../references/plan-references";
import { addExisting, stateResources } from "../state/state";
import { PlanSource } from "./plan-source";
import { PlanValues } from "./plan-values";
import { ProviderRegions } from "./provider-region";

/** What becomes of a resource, by the actions of its change. */
const CHANGES = new Map<string, Change>([
  ["no-op", "none"],
  ["create", "create"],
  ["read", "read"],
  ["update", "update"],
  ["delete", "delete"],
  ["delete,create", "replace"],
  ["create,delete", "replace"],
  // Terraform lets go of the object, and the object stays.
  ["forget", "none"],
  ["create,forget", "replace"],
]);

/** Reads `terraform show -json` of a plan. */
export function readPlan(
  name: string,
  json: JsonObject,
  problems: InputProblem[],
  configuration?: ConfigurationSource,
): ReadInput {
  const finder = new ScopeFinder(ModuleScope.root(field(json, "configuration")));
  const dependencies = new Dependencies(finder.root);
  const changes = listField(json, "resource_changes");
  const references = new PlanReferences(field(json, "variables"), name, changes.length);
  const written = configuration === undefined ? undefined : PlanSource.of(name, json, configuration, finder.root);
  const planSource = written?.source;
  const regions = new ProviderRegions(field(json, "configuration"), field(json, "variables"));
  const instances: ResourceInstance[] = [];
  const destroyed: ResourceInstance[] = [];
  const changed = new Set<string>();

  for (const [index, entry] of changes.entries()) {
    const planned = plannedResource(entry, name, index, problems);
    if (planned === undefined) continue;
    changed.add(planned.address);
    if (planned.previousAddress !== undefined) changed.add(planned.previousAddress);
    // A deposed object is what an interrupted replacement left behind; its address belongs to the current one.
    if (planned.deposed) continue;
    const scope = finder.at(planned.module) ?? finder.root;
    const source = new PlannedSource(references, dependencies, scope, planned, regions, planSource);
    const instance = new ResourceInstance(planned, source);
    if (planned.change === "delete") {
      destroyed.push(instance);
    } else {
      instances.push(instance);
      scope.group(planned.block).add(planned.key, instance, isTie(planned.type) ? planned.json : undefined);
    }
  }

  // What the plan does not touch: data sources that were read, and what -target left out.
  for (const resource of stateResources(name, field(field(json, "prior_state"), "values"), problems)) {
    if (!changed.has(resource.address)) instances.push(addExisting(finder, dependencies, resource));
  }
  const { conflict, guess } = written ?? {};
  const read = { kind: "plan", name, instances, destroyed, conflict, guess } as const;
  return planSource === undefined ? { ...read, isJsonAlone: true } : read;
}

export interface PlannedResource {
  readonly address: string;
  readonly previousAddress: string | undefined;
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Address of its block in the module, such as `data.aws_vpc.default`. */
  readonly block: string;
  readonly key: Key;
  readonly change: Change;
  readonly createdFirst: true | undefined;
  readonly deposed: boolean;
  readonly forgotten: boolean;
  readonly json: unknown;
}

function plannedResource(
  entry: unknown,
  input: string,
  index: number,
  problems: InputProblem[],
): PlannedResource | undefined {
  const address = textField(entry, "address");
  const type = textField(entry, "type");
  const resourceName = textField(entry, "name");
  const json = field(entry, "change");
  // Only texts are joined: what is none may not even be made one, such as {"toString": 1}.
  const actions = listField(json, "actions")
    .map((action) => (typeof action === "string" ? action : describeJson(action)))
    .join(",");
  const change = CHANGES.get(actions);
  if (
    address === undefined ||
    type === undefined ||
    resourceName === undefined ||
    !isObject(json) ||
    change === undefined ||
    !isShaped(json)
  ) {
    problems.push({
      input,
      found: `resource_changes[${index}] is ${describeJson(entry)}${isObject(json) ? `, with the actions "${actions.slice(0, 60)}"` : ""}`,
      expected: 'an object with "address", "type", "name" and "change", whose actions are known',
    });
    return undefined;
  }
  const mode = field(entry, "mode") === "data" ? "data" : "managed";
  const key = field(entry, "index");
  return {
    address,
    previousAddress: textField(entry, "previous_address"),
    module: textField(entry, "module_address") ?? "",
    mode,
    type,
    block: `${mode === "data" ? "data." : ""}${type}.${resourceName}`,
    key: typeof key === "string" || typeof key === "number" ? key : undefined,
    change,
    createdFirst: actions === "create,delete" || undefined,
    deposed: field(entry, "deposed") !== undefined,
    forgotten: actions === "forget",
    json,
  };
}

/** A result has a value, and says which parts of it are unknown. */
function isShaped(change: JsonObject): boolean {
  const after = field(change, "after");
  if (after === null || after === undefined) return true;
  return isObject(after) && isObject(field(change, "after_unknown"));
}

class PlannedSource implements AttributeSource {
  #values: PlanValues | undefined;

  constructor(
    private readonly references: PlanReferences,
    private readonly dependenciesOf: Dependencies,
    private readonly scope: ModuleScope,
    private readonly planned: PlannedResource,
    private readonly regions: ProviderRegions,
    private readonly source: PlanSource | undefined,
  ) {}

  #valuesOf(): PlanValues {
    if (this.#values === undefined) {
      const { references, scope, planned } = this;
      const block = scope.configured(planned.block);
      const forEach = field(block, "for_each_expression");
      const expressions = block === undefined ? undefined : (field(block, "expressions") ?? {});
      const written = this.source?.arguments(scope, planned.block, planned.key, planned.address);
      const group = isTie(planned.type) ? { group: scope.group(planned.block), expressions } : {};
      this.#values = new PlanValues(references, { scope, key: planned.key, forEach, ...group }, expressions, written);
    }
    return this.#values;
  }

  attribute(instance: ResourceInstance, name: string): Value {
    if (this.planned.forgotten || this.planned.change === "delete") return this.before(instance, name);
    const value = this.#valuesOf().attribute(instance, name, this.planned.json);
    return name === "region" && isNull(value) ? this.#region() : value;
  }

  #region(): Value {
    const { block } = this.planned;
    const shown = this.regions.of(this.scope.configured(block));
    return isNull(shown) && this.source !== undefined ? this.source.region(this.scope, block) : shown;
  }

  before(_instance: ResourceInstance, name: string): Value {
    const marks = field(this.planned.json, "before_sensitive");
    return fromJson(field(field(this.planned.json, "before"), name), marks === true || field(marks, name));
  }

  configured(instance: ResourceInstance, name: string): Value {
    return this.#valuesOf().configured(instance, name);
  }

  dependencies(instance: ResourceInstance): readonly Instance[] {
    return this.dependenciesOf.of(instance, this.scope, this.planned.block, []);
  }
}
