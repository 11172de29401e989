import type { Change, Instance, Value } from "./model";
import { circular } from "./values";

/** Where an instance's values come from; each kind of input has its own. */
export interface AttributeSource {
  attribute(instance: ResourceInstance, name: string): Value;
  before(instance: ResourceInstance, name: string): Value;
  dependencies(instance: ResourceInstance): readonly Instance[];
  /** Where it is not known how many instances there are: a value as any of them has it. */
  ofAny?(instance: ResourceInstance, name: string): Value;
  /** What the configuration says of an argument, whatever the plan makes of it. */
  configured?(instance: ResourceInstance, name: string): Value;
}

export interface InstanceIdentity {
  readonly address: string;
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: Change;
  readonly createdFirst?: true | undefined;
  readonly mayExist?: true;
  readonly constructPath?: string | null;
}

/** An instance whose values are resolved when first asked for, and then kept. */
export class ResourceInstance implements Instance {
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: Change;
  readonly createdFirst?: true;
  readonly mayExist?: true;
  readonly constructPath: string | null;
  readonly ofAny?: (attribute: string) => Value;
  readonly configured?: (argument: string) => Value;
  readonly #source: AttributeSource;
  #values: Map<string, Value> | undefined;
  #address: string;
  #dependencies: readonly Instance[] | undefined;

  constructor(identity: InstanceIdentity, source: AttributeSource) {
    this.#address = identity.address;
    this.module = identity.module;
    this.mode = identity.mode;
    this.type = identity.type;
    this.change = identity.change;
    if (identity.createdFirst) this.createdFirst = true;
    if (identity.mayExist) this.mayExist = true;
    this.constructPath = identity.constructPath ?? null;
    this.#source = source;
    if (source.ofAny !== undefined)
      this.ofAny = (attribute) => source.ofAny?.(this, attribute) ?? source.attribute(this, attribute);
    if (source.configured !== undefined)
      this.configured = (argument) => source.configured?.(this, argument) ?? source.attribute(this, argument);
  }

  get address(): string {
    return this.#address;
  }

  /** Several inputs may hold the same address: the input's name in front tells them apart. */
  distinguish(input: string): void {
    this.#address = `${input}: ${this.#address}`;
  }

  get(attribute: string): Value {
    this.#values ??= new Map();
    const kept = this.#values.get(attribute);
    if (kept !== undefined) return kept;
    // While it is being resolved it stands for itself, so that a cycle of references ends here.
    this.#values.set(attribute, circular(`${this.address}.${attribute}`));
    const value = this.#source.attribute(this, attribute);
    this.#values.set(attribute, value);
    return value;
  }

  before(attribute: string): Value {
    return this.#source.before(this, attribute);
  }

  dependencies(): readonly Instance[] {
    this.#dependencies ??= this.#source.dependencies(this);
    return this.#dependencies;
  }
}
