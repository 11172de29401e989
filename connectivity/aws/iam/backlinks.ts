import type { Instance, Model } from "../../terraform/model/model";

const kept = new WeakMap<Model, Map<string, ReadonlyMap<Instance, readonly Instance[]>>>();

/** The instances of a type whose argument certainly denotes the target, such as the policies of a secret. */
export function pointingAt(target: Instance, type: string, argument: string, model: Model): readonly Instance[] {
  let indexes = kept.get(model);
  if (indexes === undefined) {
    indexes = new Map();
    kept.set(model, indexes);
  }
  const key = `${type}.${argument} ${target.type}`;
  let index = indexes.get(key);
  if (index === undefined) {
    index = indexOf(type, argument, target.type, model);
    indexes.set(key, index);
  }
  return index.get(target) ?? [];
}

function indexOf(type: string, argument: string, targetType: string, model: Model): Map<Instance, Instance[]> {
  const index = new Map<Instance, Instance[]>();
  for (const instance of model.ofType(type)) {
    for (const target of model.links(instance.get(argument), [targetType]).certain) {
      const others = index.get(target.instance);
      if (others === undefined) index.set(target.instance, [instance]);
      else if (!others.includes(instance)) others.push(instance);
    }
  }
  return index;
}
