import { missingFact } from "../causes/missing-fact";
import { addTo } from "../multimap";
import type { Instance, MissingFact, Model, Value } from "../terraform/model/model";

/** A resource that says by an argument which other it is about. */
export interface Tie {
  readonly instance: Instance;
  /** What is missing to know whether it is about the owner that was asked for; null where it certainly is. */
  readonly doubt: MissingFact | null;
}

interface Index {
  readonly byOwner: ReadonlyMap<Instance, readonly Tie[]>;
  /** Ties that may be about any owner. */
  readonly floating: readonly Tie[];
}

/** Ties of a kind, by what they are about. */
export class Ties {
  #index: Index | undefined;

  /**
   * @param ownerOf reads the argument that names the owner: as it will be, or as it was
   * @param types the owner's types
   */
  constructor(
    private readonly model: Model,
    private readonly instances: readonly Instance[],
    private readonly ownerOf: (tie: Instance) => Value,
    private readonly types: readonly string[],
  ) {}

  /** All that are, or may be, about an owner. */
  of(owner: Instance): readonly Tie[] {
    this.#index ??= this.#read();
    const own = this.#index.byOwner.get(owner) ?? [];
    return this.#index.floating.length === 0 ? own : [...own, ...this.#index.floating];
  }

  #read(): Index {
    const byOwner = new Map<Instance, Tie[]>();
    const floating: Tie[] = [];
    for (const instance of this.instances) {
      const { certain, possible, missing } = this.model.links(this.ownerOf(instance), this.types);
      const sure = new Set(certain.map((target) => target.instance));
      for (const owner of sure) addTo(byOwner, owner, { instance, doubt: null });
      for (const owner of new Set(possible.map((target) => target.instance))) {
        if (sure.has(owner)) continue;
        const doubt = missingFact("tied-to", { tie: instance.address, owner: owner.address });
        addTo(byOwner, owner, { instance, doubt });
      }
      const [doubt] = sure.size > 0 ? [] : missing;
      if (doubt !== undefined) floating.push({ instance, doubt });
    }
    return { byOwner, floating };
  }
}
