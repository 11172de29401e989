import type { Value } from "../model/model";
import { COLLECTION_FUNCTIONS } from "./collection-functions";
import { madeFrom } from "./evaluation";
import { JSON_FUNCTIONS } from "./json-functions";
import { TEXT_FUNCTIONS } from "./text-functions";

/**
 * A function of the configuration language; undefined where the arguments do not show what it comes to.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export type TerraformFunction = (args: readonly Value[]) => Value | undefined;

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...COLLECTION_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...JSON_FUNCTIONS,
]);

/** The value of a function call, or the objects that its arguments name where it cannot be evaluated. */
export function callFunction(name: string, args: readonly Value[]): Value {
  return FUNCTIONS.get(name.replace(/^core::/, ""))?.(args) ?? madeFrom(args, `${name}()`);
}
