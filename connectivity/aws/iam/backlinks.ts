import type { Instance, Model } from "../../terraform/model/model";
import { type Tie, Ties } from "../ties";

const kept = new WeakMap<Model, Map<string, Ties>>();

/** The instances of a type whose argument denotes the target, or may, such as the policies of a secret. */
export function tiesTo(target: Instance, type: string, argument: string, model: Model): readonly Tie[] {
  let ties = kept.get(model);
  if (ties === undefined) {
    ties = new Map();
    kept.set(model, ties);
  }
  const key = `${type}.${argument} ${target.type}`;
  let found = ties.get(key);
  if (found === undefined) {
    found = new Ties(model, model.ofType(type), (instance) => instance.get(argument), [target.type]);
    ties.set(key, found);
  }
  return found.of(target);
}

/** Those of which it is certain. */
export function pointingAt(target: Instance, type: string, argument: string, model: Model): readonly Instance[] {
  return tiesTo(target, type, argument, model)
    .filter(({ doubt }) => doubt === null)
    .map(({ instance }) => instance);
}
