import type { NewObject } from "../../causes/rules/broker";
import type { Answer } from "../../proof/answer";
import type { Instance, Value } from "../../terraform/model/model";
import { isNew } from "../../terraform/model/shown-values";

/** Whether the plan makes the broker: what exists already was accepted once. */
export function isCreated(broker: Instance): boolean {
  return broker.mode === "managed" && isNew(broker);
}

/** Whether the plan changes a broker that exists. */
export function isUpdated(broker: Instance): boolean {
  return broker.mode === "managed" && broker.change === "update";
}

/** Whether the plan makes or changes the broker. */
export function isMade(broker: Instance): boolean {
  return isCreated(broker) || isUpdated(broker);
}

/** Whether the plan gives the broker a value of an argument that it did not have. */
export function isSet(broker: Instance, argument: string): boolean {
  return isCreated(broker) || (isUpdated(broker) && changes(broker, argument) !== "no");
}

/** Whether an update changes an argument. */
export function changes(broker: Instance, argument: string): Answer {
  const [before, after] = [broker.before(argument), broker.get(argument)];
  const [one, other] = [shown(before), shown(after)];
  if (one !== null && other !== null) return one === other ? "no" : "yes";
  return newObjectIn(after) === null ? "unknown" : "yes";
}

/** What the provider does not tell from nothing: null, false, an empty text and an empty list. */
const NOTHING = "[]";

/** A known value in a form to compare; null where part of it is not known. Lists are in any order: most are sets. */
function shown(value: Value): string | null {
  if (value.kind === "scalar") {
    const text = value.value === null ? "" : String(value.value);
    return text === "" || text === "false" ? NOTHING : JSON.stringify(text);
  }
  if (value.kind === "block") {
    const fields = value.fields().map((name) => [name, shown(value.get(name))] as const);
    if (fields.some(([, field]) => field === null)) return null;
    return JSON.stringify(fields.filter(([, field]) => field !== NOTHING).sort());
  }
  if (value.kind !== "list" || value.open !== null) return null;
  const items = value.items.map(shown);
  return items.includes(null) ? null : `[${items.sort().join()}]`;
}

/** An object that does not exist yet, whose attribute can be none that the broker has. Null where there may be none. */
export function newObjectIn(value: Value): NewObject | null {
  switch (value.kind) {
    case "list":
      return firstIn(value.items);
    case "block":
      return firstIn(value.fields().map((name) => value.get(name)));
    case "pointer": {
      const fresh = value.targets.flatMap(({ instance }) => asNew(instance) ?? []);
      return fresh.length === value.targets.length ? (fresh[0] ?? null) : null;
    }
    default:
      return null;
  }
}

function firstIn(values: readonly Value[]): NewObject | null {
  for (const value of values) {
    const found = newObjectIn(value);
    if (found !== null) return found;
  }
  return null;
}

function asNew({ address, change }: Instance): NewObject | null {
  return change === "create" || change === "replace" ? { address, change } : null;
}

/** Whether something is switched on, which nothing is by the provider's default. */
export function isOn(value: Value): Answer {
  if (value.kind !== "scalar") return "unknown";
  return value.value === true || value.value === "true" ? "yes" : "no";
}
