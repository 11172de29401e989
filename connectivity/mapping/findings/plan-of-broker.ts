import type { Instance, Value } from "../../terraform/model/model";

/** Whether the plan makes the broker: what exists already was accepted once. */
export function isCreated(broker: Instance): boolean {
  return broker.mode === "managed" && (broker.change === "create" || broker.change === "replace");
}

/** Whether the plan makes or changes the broker. */
export function isMade(broker: Instance): boolean {
  return isCreated(broker) || (broker.mode === "managed" && broker.change === "update");
}

/** Whether the plan gives the broker a new value of an argument. */
export function isSet(broker: Instance, argument: string): boolean {
  if (isCreated(broker)) return true;
  return isMade(broker) && !isSame(broker.before(argument), broker.get(argument));
}

/** Whether two values are known and equal; lists in any order. */
export function isSame(one: Value, other: Value): boolean {
  const [first, second] = [known(one), known(other)];
  return first !== null && first === second;
}

/** A known value in a form to compare; null where part of it is not known. Nothing, and an empty list, are the same. */
function known(value: Value): string | null {
  if (value.kind === "scalar") return value.value === null ? "[]" : JSON.stringify(String(value.value));
  if (value.kind !== "list" || value.open !== null) return null;
  const items = value.items.map(known);
  return items.includes(null) ? null : `[${items.sort().join()}]`;
}
