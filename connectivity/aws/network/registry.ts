import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model, Target, Value } from "../../terraform/model/model";
import { isUnset } from "../../terraform/model/shown-values";
import { certainly, join, type Keyed, missing, NO_REFS, oneOrMoreOf, type Refs } from "./refs";

/** How the instances of some types and ids from elsewhere become things of one kind. */
export interface Kind<T extends Keyed> {
  readonly types: readonly string[];
  ofTarget(target: Target): Refs<T>;
  ofId(id: string): T;
}

/** A longer chain of references is not followed. */
const LONGEST_CHAIN = 50;

/** Things of one kind, such as the subnets of a model: each is made once, whatever speaks of it. */
export class Registry<T extends Keyed> {
  readonly #byKey = new Map<string, T>();
  readonly #byInstance = new Map<Instance, Refs<T>>();
  readonly #reading = new Set<Instance>();
  readonly #following = new Set<string>();
  /** How many references the walk has followed on its way to a value. */
  #depth = 0;

  constructor(
    private readonly model: Model,
    private readonly kind: Kind<T>,
  ) {}

  /** The things that a value denotes. */
  refs(value: Value): Refs<T> {
    if (isUnset(value)) return NO_REFS;
    if (this.#depth >= LONGEST_CHAIN) return missing(missingFact("chain", {}));
    this.#depth++;
    try {
      return this.#denoted(value);
    } finally {
      this.#depth--;
    }
  }

  /** The thing of a key, made when it is first asked for. */
  get(key: string, make: () => T): T {
    let thing = this.#byKey.get(key);
    if (thing === undefined) {
      thing = make();
      this.#byKey.set(key, thing);
    }
    return thing;
  }

  /** Makes a thing known by another key too. */
  know(key: string, thing: T): void {
    this.#byKey.set(key, thing);
  }

  /**
   * What an instance shows, read once.
   *
   * @param circular - What it shows where that leads back to itself.
   */
  shown(instance: Instance, read: () => Refs<T>, circular = () => refersToItself<T>(instance.address)): Refs<T> {
    const kept = this.#byInstance.get(instance);
    if (kept !== undefined) return kept;
    if (this.#reading.has(instance)) return circular();
    this.#reading.add(instance);
    const refs = read();
    this.#reading.delete(instance);
    this.#byInstance.set(instance, refs);
    return refs;
  }

  /** What an attribute of something else denotes, such as the groups of a broker. */
  through({ instance, attribute }: Target): Refs<T> {
    const step = `${instance.address}.${attribute}`;
    if (this.#following.has(step)) return refersToItself(step);
    this.#following.add(step);
    const refs = this.refs(instance.get(attribute));
    this.#following.delete(step);
    return refs;
  }

  #denoted(value: Value): Refs<T> {
    const { kind } = this;
    const links = this.model.links(value, kind.types);
    const [target] = links.certain;
    const others = links.certain.length - 1 + links.possible.length + links.outside.length + links.missing.length;
    if (target !== undefined && others === 0) return kind.ofTarget(target);
    return join([
      ...links.certain.map((each) => kind.ofTarget(each)),
      oneOrMoreOf(links.possible.map((each) => kind.ofTarget(each))),
      ...links.outside.map((id) => certainly(kind.ofId(id))),
      { certain: [], possible: [], missing: links.missing },
    ]);
  }
}

function refersToItself<T extends Keyed>(value: string): Refs<T> {
  return missing(missingFact("circular", { value }));
}
