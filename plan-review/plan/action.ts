/**
 * What a plan does to a resource. `forget` lets go of the object, which stays; `replace-forgetting` makes a new object and lets
 * go of the old one. `unknown` is what this review does not know, which is never harmless.
 */
export type Action =
  | "none"
  | "create"
  | "read"
  | "update"
  | "replace"
  | "delete"
  | "forget"
  | "replace-forgetting"
  | "unknown";

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["no-op", "none"],
  ["create", "create"],
  ["read", "read"],
  ["update", "update"],
  ["delete,create", "replace"],
  ["create,delete", "replace"],
  ["delete", "delete"],
  ["forget", "forget"],
  ["create,forget", "replace-forgetting"],
]);

/** What actions come to, in the order in which the plan lists them. */
export function actionOf(actions: readonly string[]): Action {
  return ACTIONS.get(actions.join(",")) ?? "unknown";
}
