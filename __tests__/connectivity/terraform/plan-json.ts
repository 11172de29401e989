/** What a test says about one planned resource. */
export interface Planned {
  readonly type: string;
  readonly name: string;
  readonly mode?: "managed" | "data";
  readonly index?: string | number;
  readonly module?: string;
  readonly actions?: readonly string[];
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  readonly unknown?: Readonly<Record<string, unknown>>;
  readonly sensitive?: unknown;
  /** Further fields of the entry, such as `deposed`. */
  readonly entry?: Readonly<Record<string, unknown>>;
}

export function blockOf({ mode, type, name }: Pick<Planned, "mode" | "type" | "name">): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}

/** An entry of `resource_changes`. */
export function change(planned: Planned): Record<string, unknown> {
  const { type, name, mode = "managed", index, module, actions = ["create"], before = null, after = {} } = planned;
  const key = index === undefined ? "" : typeof index === "number" ? `[${index}]` : `[${JSON.stringify(index)}]`;
  return {
    address: `${module === undefined ? "" : `${module}.`}${blockOf({ mode, type, name })}${key}`,
    ...(module !== undefined && { module_address: module }),
    mode,
    type,
    name,
    ...(index !== undefined && { index }),
    change: {
      actions,
      before,
      after,
      after_unknown: planned.unknown ?? {},
      after_sensitive: planned.sensitive ?? {},
    },
    ...planned.entry,
  };
}

/** A resource of the configuration. */
export function block(
  resource: Pick<Planned, "mode" | "type" | "name">,
  expressions: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { type, name, mode = "managed" } = resource;
  return { address: blockOf(resource), mode, type, name, expressions, ...more };
}

/** An expression that names others, as Terraform writes it: `aws_vpc.a.id` brings `aws_vpc.a` along. */
export function references(...names: readonly string[]): { readonly references: readonly string[] } {
  return { references: names };
}

/** A plan of `changes`, with a root module of the configuration. */
export function plan(
  changes: readonly unknown[],
  root: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes,
    configuration: { root_module: root },
    ...more,
  };
}

/** A resource of a state, or of a plan's prior state. */
export function existing(
  resource: Pick<Planned, "mode" | "type" | "name">,
  values: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { type, name, mode = "managed" } = resource;
  return { address: blockOf(resource), mode, type, name, values, sensitive_values: {}, ...more };
}

/** `terraform show -json` of a state. */
export function state(resources: readonly unknown[], childModules: readonly unknown[] = []): Record<string, unknown> {
  return {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: { resources, child_modules: childModules } },
  };
}
