import type { Key } from "../model/address";
import type { ResourceInstance } from "../model/instance";
import type { InstanceGroup, ModuleScope } from "../model/scope";

/** The instance of a block that has a key. */
export function keyed(group: InstanceGroup, key: Key): ResourceInstance | undefined {
  if (key === undefined) return undefined;
  // A map made from a list has the list's indexes as texts.
  return group.at(key) ?? (typeof key === "string" && /^\d{1,9}$/.test(key) ? group.at(Number(key)) : undefined);
}

/** The instances of a module call that a reference may mean. */
export function moduleInstances(scope: ModuleScope, name: string, key: Key, narrowTo: Key): readonly ModuleScope[] {
  if (key !== undefined) return present(scope.child(name, key));
  const own = scope.existing(name, undefined) ?? (narrowTo === undefined ? undefined : scope.existing(name, narrowTo));
  if (own !== undefined) return [own];
  const all = scope.instancesOf(name);
  return all.length > 0 ? all : present(scope.child(name, undefined));
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
