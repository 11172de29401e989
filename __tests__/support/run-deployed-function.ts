import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { unzipSync } from "fflate";
import { bundleOf, type FunctionName } from "../../modules/functions/bundle";

/** What an invocation ended with. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Reads the event from standard input and writes the outcome to file descriptor 3: logs go to standard output. */
const RUNNER = `
  const { readFileSync, writeSync } = require("node:fs");
  const end = Date.now() + 30_000;
  const context = {
    awsRequestId: "request",
    invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:under-test",
    getRemainingTimeInMillis: () => end - Date.now(),
  };
  const say = (outcome) => { writeSync(3, JSON.stringify(outcome)); process.exit(); };
  require(process.argv[1]).handler(JSON.parse(readFileSync(0, "utf8")), context).then(
    (result) => say({ result }),
    ({ name, message }) => say({ error: { name, message } }),
  );
`;

/**
 * Runs a function as it is deployed, from its bundle, in a process of its own: some settings of Node, such as whom to
 * trust, are read when it starts.
 *
 * @param env environment variables to add
 */
export async function runDeployedFunction(
  name: FunctionName,
  event: object,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const child = spawn(process.execPath, ["-e", RUNNER, unpack(name)], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  child.stdin.end(JSON.stringify(event));
  child.stdout.resume();
  const [outcome, complaints] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stderr),
    once(child, "exit"),
  ]);
  if (outcome === "") throw new Error(`The function ended without an outcome:\n${complaints}`);
  return JSON.parse(outcome);
}

/** Beside the zip file, inside the project, so that the SDK is found, which Lambda's runtime brings along. */
function unpack(name: FunctionName): string {
  const { path } = bundleOf(name);
  const code = unzipSync(readFileSync(path))["index.js"] ?? new Uint8Array();
  const file = join(dirname(path), `${name}.cjs`);
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, code);
  renameSync(partial, file);
  return file;
}
