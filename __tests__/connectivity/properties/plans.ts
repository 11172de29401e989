import type { Random } from "../fuzz/random";
import { isObject, type Json, type JsonObject, mapTexts } from "./json";
import { renamer, shuffle } from "./spellings";

/** Writes the plan of the same infrastructure otherwise. */
export type PlanRespelling = (plan: JsonObject, random: Random) => JsonObject;

/** Lists whose order Terraform promises nothing about. */
const UNORDERED = new Set(["resource_changes", "resources", "child_modules", "relevant_attributes"]);

/** Another order of resources. */
export const reorderedPlan: PlanRespelling = (plan, random) => shuffledLists(plan, random) as JsonObject;

function shuffledLists(json: Json, random: Random): Json {
  if (Array.isArray(json)) return json.map((each) => shuffledLists(each, random));
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([name, value]): [string, Json] => {
    const inner = shuffledLists(value, random);
    return [name, UNORDERED.has(name) && Array.isArray(inner) ? shuffle(inner, random) : inner];
  });
  return Object.fromEntries(entries);
}

/** Other names for all resources and data sources. */
export const renamedPlan: PlanRespelling = (plan, random) => {
  const names = new Map<string, string>();
  for (const change of resourceChanges(plan)) {
    names.set(`${change.type}.${change.name}`, `n${random.below(2 ** 31)}`);
  }
  for (const { type, name } of configured(plan)) {
    const key = `${type}.${name}`;
    if (!names.has(key)) names.set(key, `n${random.below(2 ** 31)}`);
  }
  return withNames(mapTexts(plan, renamer(names)), names) as JsonObject;
};

function withNames(json: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(json)) return json.map((each) => withNames(each, names));
  if (!isObject(json)) return json;
  const inner = Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withNames(value, names)]));
  const name = typeof inner.mode === "string" ? names.get(`${inner.type}.${inner.name}`) : undefined;
  return name === undefined ? inner : { ...inner, name };
}

/** Everything one module deeper. */
export const nestedPlan: PlanRespelling = (plan) => {
  const prefix = "module.wrapped";
  const inside = (address: Json | undefined) => `${prefix}.${address}`;
  const root = (plan.configuration as JsonObject).root_module as JsonObject;
  const variables = isObject(root.variables) ? root.variables : {};
  const passedOn = Object.keys(variables).map((name) => [name, { references: [`var.${name}`] }]);
  const call = { source: "./wrapped", expressions: Object.fromEntries(passedOn), module: { ...root, outputs: {} } };
  return {
    ...plan,
    resource_changes: resourceChanges(plan).map((change) => ({
      ...change,
      address: inside(change.address),
      module_address: change.module_address === undefined ? prefix : inside(change.module_address),
    })),
    planned_values: { ...(plan.planned_values as JsonObject), root_module: nestedValues(plan.planned_values) },
    ...(plan.prior_state === undefined ? {} : { prior_state: nestedState(plan.prior_state as JsonObject) }),
    configuration: {
      ...(plan.configuration as JsonObject),
      root_module: { module_calls: { wrapped: call }, ...(root.variables === undefined ? {} : { variables }) },
    },
  };

  function nestedState(state: JsonObject): JsonObject {
    return { ...state, values: { ...(state.values as JsonObject), root_module: nestedValues(state.values) } };
  }

  function nestedValues(values: Json | undefined): JsonObject {
    const module = isObject(values) && isObject(values.root_module) ? values.root_module : {};
    return { child_modules: [{ ...withPrefix(module), address: prefix }] };
  }

  function withPrefix(module: JsonObject): JsonObject {
    const resources = (module.resources ?? []) as JsonObject[];
    const children = (module.child_modules ?? []) as JsonObject[];
    return {
      ...module,
      resources: resources.map((resource) => ({ ...resource, address: inside(resource.address) })),
      child_modules: children.map((child) => ({ ...withPrefix(child), address: inside(child.address) })),
    };
  }
};

export function resourceChanges(plan: JsonObject): JsonObject[] {
  return (plan.resource_changes ?? []) as JsonObject[];
}

/** Every resource block of the configuration, of all modules. */
export function configured(plan: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  const visit = (module: Json | undefined) => {
    if (!isObject(module)) return;
    found.push(...((module.resources ?? []) as JsonObject[]));
    for (const call of Object.values((module.module_calls ?? {}) as JsonObject)) visit((call as JsonObject).module);
  };
  visit((plan.configuration as JsonObject).root_module);
  return found;
}
