import type { Instance } from "./model";

/**
 * Whether an argument is left to AWS: not set, and known after apply at best. A plan gives a pointer to the argument itself
 * where AWS will choose a value; other inputs, and arguments without such a choice, give null.
 */
export function leftBlank(instance: Instance, argument: string): boolean {
  const value = instance.get(argument);
  if (value.kind === "scalar") return value.value === null;
  const target = value.kind === "pointer" && value.targets.length === 1 ? value.targets[0] : undefined;
  return target?.instance === instance && target.attribute === argument;
}
