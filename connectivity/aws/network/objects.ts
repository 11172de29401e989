import type { Subject } from "../../causes/cause";
import type { Name } from "../../causes/party";
import type { Answer } from "../../proof/answer";
import type { Instance } from "../../terraform/model/model";
import { isNew, textOf } from "../../terraform/model/shown-values";
import type { Keyed } from "./refs";

/** A network object of AWS: several resources and data sources may speak of the same one. */
export interface NetworkObject extends Keyed {
  readonly name: Name;
  /** The instances that show it, the one that manages it first; none for what is known by id only. */
  readonly sources: readonly Instance[];
  /** Its id, where the input shows it. */
  readonly id: string | null;
  /** AWS makes it along with a VPC, or the VPC along with the account. */
  readonly isDefault?: boolean;
}

/** The resource to name for an object: null where the input holds none. */
export function subjectOf(object: NetworkObject): Subject | null {
  return object.sources[0] ?? null;
}

/** The instance that manages an object, where the input holds it. */
export function managerOf(object: NetworkObject): Instance | undefined {
  return object.sources.find((source) => source.mode === "managed");
}

export function idOf(instance: Instance): string | null {
  return textOf(instance.get("id"));
}

/** Whether two objects are the same one. */
export function isSame(one: NetworkObject, other: NetworkObject): Answer {
  if (one.key === other.key) return "yes";
  if (one.id !== null && other.id !== null) return "no";
  const [manager, otherManager] = [managerOf(one), managerOf(other)];
  // What AWS makes along with a VPC is nothing that has a resource of its own.
  if (
    (one.isDefault === true && isOrdinary(other, manager)) ||
    (other.isDefault === true && isOrdinary(one, otherManager))
  )
    return "no";
  if (manager !== undefined && otherManager !== undefined) return "no";
  // What is about to be created has no id yet.
  if ((isNew(manager) && other.id !== null) || (isNew(otherManager) && one.id !== null)) return "no";
  return "unknown";
}

/** Managed by a resource, and not by the one that manages the other. */
function isOrdinary(object: NetworkObject, manager: Instance | undefined): boolean {
  const own = managerOf(object);
  return own !== undefined && own !== manager && object.isDefault !== true;
}
