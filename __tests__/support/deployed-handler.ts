import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { unzipSync } from "fflate";
import { bundleOf, type FunctionName } from "../../modules/functions/bundle";

/** What Lambda calls. */
type Handler = (event: object, context: object) => Promise<unknown>;

/**
 * A function's handler as it is deployed, from its bundle, which has just been loaded: nothing is left of earlier invocations. The SDK is
 * the project's, as Lambda's runtime brings its own.
 */
export function deployedHandler(name: FunctionName): Handler {
  const code = unzipSync(readFileSync(bundleOf(name).path))["index.js"] ?? new Uint8Array();
  const loaded: { exports: Record<string, unknown> } = { exports: {} };
  new Function("module", "exports", "require", Buffer.from(code).toString())(
    loaded,
    loaded.exports,
    createRequire(__filename),
  );
  return loaded.exports.handler as Handler;
}
