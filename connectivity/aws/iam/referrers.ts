import type { Instance, Model } from "../../terraform/model/model";
import { type Tie, Ties } from "../ties";

/** Resources that say by an argument which other they are about, such as the policies of a secret. */
export class Referrers {
  readonly #ties = new Map<string, Ties>();

  constructor(private readonly model: Model) {}

  /** The instances of a type whose argument denotes the target, or may. */
  of(target: Instance, type: string, argument: string): readonly Tie[] {
    const key = `${type}.${argument} ${target.type}`;
    let ties = this.#ties.get(key);
    if (ties === undefined) {
      ties = new Ties(this.model, this.model.ofType(type), (instance) => instance.get(argument), [target.type]);
      this.#ties.set(key, ties);
    }
    return ties.of(target);
  }

  /** Those of which it is certain. */
  certain(target: Instance, type: string, argument: string): readonly Instance[] {
    return this.of(target, type, argument)
      .filter(({ doubt }) => doubt === null)
      .map(({ instance }) => instance);
  }
}
