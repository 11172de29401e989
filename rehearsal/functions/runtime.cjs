// What runs in a function's process: it loads the handler, and gives it one event after the other.
// Events come on file descriptor 3 and answers go to 4, as frames: two lengths (32 bits), a header in JSON, and a body.
const { Socket } = require("node:net");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const input = new Socket({ fd: 3 });
const output = new Socket({ fd: 4 });
// Whoever started this has gone: nobody waits for answers any more.
input.on("close", () => process.exit());
output.on("error", () => process.exit());

const { LAMBDA_TASK_ROOT = "", _HANDLER = "", ...environment } = process.env;
let handler;

async function load() {
  const [, file = "", name = ""] = /^(.*)\.([^.]+)$/.exec(_HANDLER) ?? [];
  const path = join(LAMBDA_TASK_ROOT, file);
  let loaded;
  try {
    loaded = require(path);
  } catch (error) {
    if (error.code !== "ERR_REQUIRE_ESM" && !(error.code === "MODULE_NOT_FOUND" && /\.m?js/.test(error.message)))
      throw error;
    loaded = await import(pathToFileURL(`${path}.mjs`).href);
  }
  if (typeof loaded[name] !== "function") {
    const error = new Error(`${_HANDLER} is undefined or not exported`);
    error.name = "Runtime.HandlerNotFound";
    throw error;
  }
  return loaded[name];
}

async function answer({ requestId, arn, timeout }, body) {
  const deadline = Date.now() + timeout;
  const context = {
    awsRequestId: requestId,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: arn,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    handler ??= await load();
    const result = await run(JSON.parse(body), context);
    return { header: { failed: false }, body: JSON.stringify(result) ?? "null" };
  } catch (thrown) {
    const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    console.error(stack);
    const trace = String(stack).split("\n");
    return { header: { failed: true }, body: JSON.stringify({ errorType: name, errorMessage: message, trace }) };
  }
}

function run(event, context) {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

function write({ header, body }) {
  const parts = [Buffer.from(JSON.stringify(header)), Buffer.from(body)];
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(parts[0].length, 0);
  lengths.writeUInt32BE(parts[1].length, 4);
  output.write(Buffer.concat([lengths, ...parts]));
}

const waiting = [];
let isRunning = false;

async function runAll() {
  if (isRunning) return;
  isRunning = true;
  for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
    write(await answer(JSON.parse(frame.header), frame.body));
  }
  isRunning = false;
}

let chunks = [];
let received = 0;
let wanted = 8;

input.on("data", (chunk) => {
  chunks.push(chunk);
  received += chunk.length;
  if (received < wanted) return;
  let bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, received);
  for (;;) {
    wanted = 8;
    if (bytes.length < wanted) break;
    const headerEnd = 8 + bytes.readUInt32BE(0);
    wanted = headerEnd + bytes.readUInt32BE(4);
    if (bytes.length < wanted) break;
    waiting.push({ header: bytes.toString("utf8", 8, headerEnd), body: bytes.toString("utf8", headerEnd, wanted) });
    bytes = bytes.subarray(wanted);
  }
  chunks = bytes.length === 0 ? [] : [bytes];
  received = bytes.length;
  runAll();
});
