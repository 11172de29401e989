import { MadeUpState } from "../../support/made-up-state";
import type { TerraformJson } from "../../support/synthesized-stack";
import type { PlanJson } from "../../support/terraform-folder";
import type { Plan } from "./plan";

/** A resource as a plan's JSON shows its configuration. */
interface Written {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly expressions: Readonly<Record<string, unknown>>;
}

/** A state in which the plan of each module is applied. */
export function stateOf(modules: readonly { readonly module: string; readonly plan: Plan }[]): object {
  const states = modules.map(({ module, plan }) => stateOfModule(module, plan));
  const [{ resources: _, ...rest } = { resources: [] }] = states;
  return { ...rest, resources: states.flatMap(({ resources }) => resources) };
}

function stateOfModule(module: string, plan: Plan): { readonly resources: readonly object[] } {
  // The made-up state is one of a root module.
  const { resource_changes, planned_values, configuration } = JSON.parse(
    JSON.stringify(plan).replaceAll(`module.${module}.`, ""),
  );
  const root: PlanJson = {
    resource_changes,
    planned_values: { root_module: planned_values.root_module.child_modules[0] },
  };
  const written: readonly Written[] = configuration.root_module.module_calls[module].module.resources;
  const lists = new Map(root.resource_changes.map(({ address, change }) => [address, change.after_sensitive]));
  const resource: Record<string, Record<string, object>> = {};
  for (const { mode, type, name, expressions } of written) {
    if (mode !== "managed") continue;
    const isList = (argument: string) => Array.isArray(lists.get(`${type}.${name}`)?.[argument]);
    const given = Object.entries(expressions).map(([argument, expression]) => [
      argument,
      givenBy(expression, isList(argument)),
    ]);
    resource[type] = { ...resource[type], [name]: Object.fromEntries(given) };
  }
  const state = new MadeUpState(root, { resource } as unknown as TerraformJson);
  state.refreshed();
  const { resources, ...rest } = state.toJson() as { readonly resources: readonly object[] };
  return { ...rest, resources: resources.map((each) => ({ module: `module.${module}`, ...each })) };
}

/** An argument as JSON configuration has it: what it refers to is all that matters. */
function givenBy(expression: unknown, isList: boolean): unknown {
  if (Array.isArray(expression)) {
    return expression.map((block) =>
      Object.fromEntries(Object.entries(block).map(([name, each]) => [name, givenBy(each, false)])),
    );
  }
  const { references = [], constant_value: constant } = expression as {
    readonly references?: readonly string[];
    readonly constant_value?: unknown;
  };
  if (references.length === 0) return constant;
  const attributes = references.filter((reference) => reference.split(".").length > 2).map((each) => `\${${each}}`);
  return isList ? attributes : attributes[0];
}
