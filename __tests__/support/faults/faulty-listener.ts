import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LambdaClient, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { strToU8, unzipSync, zipSync } from "fflate";
import { deployed, type OptionUp } from "../../../rehearsal";

/** What the ids of messages begin with that the listener fails on always, and of those for which it takes a second. */
export const POISON = "poison-";
export const SLOW = "slow-";

/** Of the listener, in seconds. */
const TIMEOUT = 3;

/** The option's own listener, which fails three of ten batches, and hangs on each fortieth. What it would log of each message is left out. */
const FAULTY = `
  const { handler } = require("./listener.js");
  process.stdout.write = () => true;
  let batches = 0;
  exports.handler = async (event, context) => {
    batches += 1;
    const ids = Object.values(event.rmqMessagesByQueue).flat().map(({ basicProperties }) => basicProperties.messageId);
    if (ids.some((id) => id.startsWith("${POISON}"))) throw new Error("poison");
    if (ids.some((id) => id.startsWith("${SLOW}"))) await new Promise((resolve) => setTimeout(resolve, 1000));
    if (batches % 40 === 0) await new Promise(() => setInterval(() => {}, 1000));
    if (batches % 10 < 3) throw new Error("three of ten");
    return handler(event, context);
  };
`;

/** Gives an option's listener, through Lambda's API, code that fails and hangs, and a short timeout. */
export async function makeListenerFaulty({ aws, outputs, terraform: { folder } }: OptionUp): Promise<void> {
  const { region, listener: FunctionName } = deployed(outputs);
  const client = new LambdaClient(aws.access(region));
  const ZipFile = zipSync({ "index.js": strToU8(FAULTY), "listener.js": packagedCode(folder) });
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: TIMEOUT }));
  await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
}

/** The listener's bundle, as the stack has it. */
function packagedCode(folder: string): Uint8Array {
  const stack = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  const functions: [string, { filename: string }][] = Object.entries(stack.resource.aws_lambda_function);
  const [, listener] = functions.find(([name]) => name.startsWith("listener_")) ?? [];
  const code = unzipSync(readFileSync(join(folder, listener?.filename ?? "")))["index.js"];
  if (code === undefined) throw new Error("The listener's package has no index.js.");
  return code;
}
