import { readModel } from "../../../../connectivity/terraform";
import type { Instance, Model } from "../../../../connectivity/terraform/model/model";

/** A value that the plan does not show, because it comes from these attributes. */
class Reference {
  constructor(readonly addresses: readonly string[]) {}
}

/** `ref("aws_mq_broker.orders.arn")` stands for that expression. */
export function ref(...addresses: string[]): Reference {
  return new Reference(addresses);
}

interface Planned {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly change: {
    readonly actions?: readonly string[];
    readonly before?: Readonly<Record<string, unknown>>;
    readonly dependsOn?: readonly string[];
    /** Attributes that AWS fills in. */
    readonly computed?: readonly string[];
    readonly sensitive?: Readonly<Record<string, unknown>>;
  };
  /** What the configuration says of arguments whose difference the provider hides. */
  readonly configured?: Readonly<Record<string, unknown>>;
}

/** One resource or data source of a plan, by its address in the root module. */
export function planned(address: string, values: Planned["values"] = {}, change: Planned["change"] = {}): Planned {
  return { address, values, change };
}

interface Parts {
  readonly after: unknown;
  readonly unknown: unknown;
  readonly expression: unknown;
}

/** What a plan shows of a value: its known part, what is unknown, and the expression in the configuration. */
function partsOf(value: unknown): Parts {
  if (value instanceof Reference) {
    const references = value.addresses.flatMap((address) => [address, address.slice(0, address.lastIndexOf("."))]);
    return { after: null, unknown: true, expression: { references } };
  }
  if (Array.isArray(value) && value.some((item) => isObject(item) && !(item instanceof Reference))) {
    const blocks = value.map(blockOf);
    return {
      after: blocks.map(({ after }) => after),
      unknown: blocks.map(({ unknown }) => unknown),
      expression: blocks.map(({ expression }) => expression),
    };
  }
  if (Array.isArray(value)) {
    const items = value.map(partsOf);
    const references = items.flatMap(({ expression }) => (expression as { references?: string[] }).references ?? []);
    return {
      after: items.map(({ after }) => after),
      unknown: items.map(({ unknown }) => unknown),
      expression: references.length > 0 ? { references } : { constant_value: value },
    };
  }
  return { after: value, unknown: false, expression: { constant_value: value } };
}

function blockOf(value: unknown): Parts {
  const entries = Object.entries(value as object).map(([name, field]) => [name, partsOf(field)] as const);
  const pick = (part: keyof Parts, keep: (parts: Parts) => boolean) =>
    Object.fromEntries(entries.filter(([, parts]) => keep(parts)).map(([name, parts]) => [name, parts[part]]));
  return {
    after: pick("after", ({ unknown }) => unknown !== true),
    unknown: pick("unknown", ({ unknown }) => unknown !== false),
    expression: pick("expression", () => true),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `terraform show -json` of a plan that holds the resources, in eu-west-1. */
export function planJson(resources: readonly Planned[]): Record<string, unknown> {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: {},
    resource_changes: resources.map(changeOf),
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          full_name: "registry.terraform.io/hashicorp/aws",
          expressions: { region: { constant_value: "eu-west-1" } },
        },
      },
      root_module: { resources: resources.map(configurationOf) },
    },
  };
}

function identityOf(address: string) {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  return { mode: address.startsWith("data.") ? "data" : "managed", type, name };
}

function changeOf({ address, values, change }: Planned) {
  const { mode, type, name } = identityOf(address);
  const parts = blockOf(values);
  const computed = Object.fromEntries(
    (change.computed ?? ["arn", "id"]).filter((one) => !(one in values)).map((one) => [one, true]),
  );
  const actions = change.actions ?? [mode === "data" ? "read" : "create"];
  const gone = actions.join() === "delete";
  return {
    address,
    mode,
    type,
    name,
    change: {
      actions,
      before: change.before ?? null,
      after: gone ? null : parts.after,
      after_unknown: gone ? {} : { ...(parts.unknown as object), ...(actions.includes("no-op") ? {} : computed) },
      before_sensitive: false,
      after_sensitive: change.sensitive ?? {},
    },
  };
}

function configurationOf({ address, values, change, configured }: Planned) {
  const { mode, type, name } = identityOf(address);
  return {
    address,
    mode,
    type,
    name,
    provider_config_key: "aws",
    expressions: blockOf({ ...values, ...configured }).expression,
    ...(change.dependsOn && { depends_on: change.dependsOn }),
  };
}

export function modelOf(...resources: Planned[]): Model {
  return readModel([{ name: "plan.json", json: planJson(resources) }]);
}

/** The instance at an address. */
export function instanceAt(model: Model, address: string): Instance {
  const instance = model.at(address);
  if (instance === undefined) throw new Error(`the plan holds no ${address}`);
  return instance;
}
