import { createHash } from "node:crypto";
import { madeUpValues } from "./made-up-values";
import { shownByRefresh } from "./shown-by-refresh";
import type { TerraformJson } from "./synthesized-stack";
import type { PlanJson, ResourceChange } from "./terraform-folder";

type Attributes = Record<string, unknown>;

/** What one resource instance holds in state. */
interface Held {
  readonly change: ResourceChange;
  readonly attributes: Attributes;
}

/**
 * A state in which a plan is applied, without AWS: what the plan shows, what the configuration refers to, and made-up ids
 * and ARNs for what AWS would fill in. Values that Terraform computes from those (policies, payloads) are still missing:
 * {@link applied} takes them from the next plan, until Terraform finds nothing to change.
 */
export class MadeUpState {
  readonly #held = new Map<string, Held>();
  readonly #schemaVersions: ReadonlyMap<string, number>;

  constructor(plan: PlanJson, configuration: TerraformJson) {
    const planned = plan.planned_values.root_module.resources;
    this.#schemaVersions = new Map(planned.map(({ address, schema_version }) => [address, schema_version]));
    const managed = plan.resource_changes.filter(({ mode }) => mode === "managed");
    const givenTo = ({ type, name }: ResourceChange) => configuration.resource[type]?.[name] ?? {};
    for (const change of managed) {
      this.#held.set(change.address, { change, attributes: filledIn(change, givenTo(change)) });
    }
    for (const { change, attributes } of this.#held.values()) {
      const given = givenTo(change);
      const made = madeUpValues(change.type, digestOf(change), attributes);
      for (const [name, unknown] of Object.entries(change.change.after_unknown)) {
        attributes[name] = this.#complete(attributes[name], unknown, given[name]) ?? made[name] ?? null;
      }
    }
  }

  /** Takes over what a later plan shows. Ids stay. */
  applied(plan: PlanJson): void {
    for (const { address, change } of plan.resource_changes) {
      const held = this.#held.get(address);
      if (held === undefined || change.after === null) continue;
      for (const [name, value] of Object.entries(change.after)) {
        if (isKnown(change.after_unknown[name])) held.attributes[name] = value;
      }
    }
  }

  /**
   * What a refresh adds: groups and route tables show the rules and routes that are resources of their own.
   *
   * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group
   */
  refreshed(): void {
    const all = [...this.#held.values()].map(({ change: { type }, attributes }) => ({ type, attributes }));
    for (const { type, attributes } of all) Object.assign(attributes, shownByRefresh(type, attributes, all));
  }

  /** The state file. */
  toJson(): object {
    return {
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "00000000-0000-0000-0000-000000000000",
      outputs: {},
      resources: [...this.#held.values()].map(({ change, attributes }) => ({
        mode: "managed",
        type: change.type,
        name: change.name,
        provider: `provider["${change.provider_name}"]`,
        instances: [
          {
            ...(change.index === undefined ? {} : { index_key: change.index }),
            schema_version: this.#schemaVersions.get(change.address) ?? 0,
            attributes: change.type === "terraform_data" ? withTypes(attributes) : attributes,
            sensitive_attributes: Object.entries(change.change.after_sensitive)
              .filter(([, sensitive]) => sensitive === true)
              .map(([value]) => [{ type: "get_attr", value }]),
          },
        ],
      })),
    };
  }

  #complete(value: unknown, unknown: unknown, given: unknown): unknown {
    if (unknown === true) return given === undefined ? value : this.#resolve(given);
    if (Array.isArray(unknown)) {
      const givens = Array.isArray(given) ? given : [given];
      const values = Array.isArray(value) ? value : [];
      return unknown.map((each, index) => this.#complete(values[index], each, givens[index]));
    }
    if (!isRecord(unknown)) return value;
    const known = isRecord(value) ? value : {};
    const completed = Object.entries(unknown).map(([name, each]) => [
      name,
      this.#complete(known[name], each, isRecord(given) ? given[name] : undefined),
    ]);
    return { ...known, ...Object.fromEntries(completed) };
  }

  /** What an argument that is one reference, or a list of such, leads to; null where it is anything else. */
  #resolve(given: unknown): unknown {
    if (Array.isArray(given)) return given.map((each) => this.#resolve(each));
    const [, address, attribute, index] = (typeof given === "string" && REFERENCE.exec(given)) || [];
    if (address === undefined || attribute === undefined) return null;
    const value = this.#held.get(address)?.attributes[attribute] ?? null;
    return index !== undefined && Array.isArray(value) ? value[Number(index)] : value;
  }
}

/** `${aws_subnet.a.id}`, `${terraform_data.b.output[0]}`, `${tolist(aws_mq_broker.c.subnet_ids)}`. */
const REFERENCE = /^\$\{(?:tolist\()?(\w+\.[\w-]+)\.(\w+)(?:\[(\d+)\])?\)?\}$/;

/** What is known, and made up where only AWS knows it. */
function filledIn(resource: ResourceChange, given: object): Attributes {
  const { type, change } = resource;
  const attributes: Attributes = { ...change.after };
  const left = Object.keys(change.after_unknown).filter((name) => !(name in given));
  // Of an unknown collection a plan shows that it is one, in what it says of sensitivity.
  for (const name of left) attributes[name] ??= Array.isArray(change.after_sensitive[name]) ? [] : null;
  const made = madeUpValues(type, digestOf(resource), attributes);
  const taken = Object.entries(made).filter(
    ([name]) => !(name in given) && (name in attributes || left.includes(name)),
  );
  return { ...attributes, ...Object.fromEntries(taken) };
}

function digestOf({ address }: ResourceChange): string {
  return createHash("sha256").update(address).digest("hex").slice(0, 17);
}

function isKnown(unknown: unknown): boolean {
  if (unknown === true) return false;
  return typeof unknown !== "object" || unknown === null || Object.values(unknown).every(isKnown);
}

/** Values whose type the schema leaves open carry it in state. */
function withTypes(attributes: Attributes): Attributes {
  const typed = (value: unknown) =>
    value === null || value === undefined
      ? null
      : { value, type: Array.isArray(value) ? ["list", "string"] : "string" };
  const { input, triggers_replace: triggers } = attributes;
  return {
    ...attributes,
    input: typed(input),
    output: typed(input),
    triggers_replace: Array.isArray(triggers)
      ? { value: triggers, type: ["tuple", triggers.map(() => "string")] }
      : typed(triggers),
  };
}

function isRecord(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
