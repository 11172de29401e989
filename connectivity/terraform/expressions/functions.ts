import type { Value } from "../model/model";
import { isFailure } from "../model/values";
import { ADDRESS_FUNCTIONS } from "./address-functions";
import { COLLECTION_FUNCTIONS } from "./collection-functions";
import { ENCODING_FUNCTIONS } from "./encoding-functions";
import { madeFrom } from "./evaluation";
import type { TerraformFunction } from "./function-arguments";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { PATH_FUNCTIONS } from "./path-functions";
import { TEXT_FUNCTIONS } from "./text-functions";
import { TYPE_FUNCTIONS } from "./type-functions";

/** What is known, by the groups of Terraform's documentation. `can` and `try` are evaluated where they stand. */
export const FUNCTION_GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Numbers", [...NUMBER_FUNCTIONS.keys()]],
  ["Texts", [...TEXT_FUNCTIONS.keys()]],
  ["Collections", [...COLLECTION_FUNCTIONS.keys()]],
  ["Encoding", [...ENCODING_FUNCTIONS.keys()]],
  ["File names", [...PATH_FUNCTIONS.keys()]],
  ["IP addresses", [...ADDRESS_FUNCTIONS.keys()]],
  ["Types", ["can", ...TYPE_FUNCTIONS.keys(), "try"].sort()],
]);

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...COLLECTION_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...PATH_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...TYPE_FUNCTIONS,
]);

/** The value of a function call, or the objects that its arguments name where it cannot be evaluated. */
export function callFunction(name: string, args: readonly Value[]): Value {
  const failed = args.find(isFailure);
  if (failed !== undefined) return failed;
  return FUNCTIONS.get(name.replace(/^core::/, ""))?.(args) ?? madeFrom(args, { function: name });
}
