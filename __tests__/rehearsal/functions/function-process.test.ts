import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionProcess, type FunctionSettings } from "../../../rehearsal/functions/function-process";
import { startOf } from "../../../rehearsal/processes/started";

let code: string;
let lines: string[];
const started: FunctionProcess[] = [];
beforeEach(() => {
  code = mkdtempSync(join(tmpdir(), "function-"));
  lines = [];
});
afterEach(() => {
  for (const each of started.splice(0)) each.stop();
  rmSync(code, { recursive: true });
});

/** A function whose handler is this code: it has `event` and `context`. */
function functionOf(body: string, changes: Partial<FunctionSettings> = {}, before = ""): FunctionProcess {
  writeFileSync(join(code, "index.js"), `${before}\nexports.handler = async (event, context) => { ${body} };`);
  const settings: FunctionSettings = {
    name: "under-test",
    arn: "arn:aws:lambda:eu-central-1:123456789012:function:under-test",
    handler: "index.handler",
    code,
    timeout: 10,
    memory: 128,
    environment: { GREETING: "hello" },
    logGroup: "/aws/lambda/under-test",
    ...changes,
  };
  const process = new FunctionProcess(settings, (line) => lines.push(line));
  started.push(process);
  return process;
}

async function invoke(process: FunctionProcess, event: unknown = {}) {
  const { failed, body } = await process.invoke(Buffer.from(JSON.stringify(event)));
  return { failed, body: JSON.parse(body.toString()) };
}

test("answers with the handler's result, in its own environment", async () => {
  const process = functionOf(
    "return { event, greeting: process.env.GREETING, home: process.env.HOME ?? null, name: context.functionName, " +
      "arn: context.invokedFunctionArn, time: context.getRemainingTimeInMillis() > 9000 };",
  );
  expect(await invoke(process, { order: 1 })).toEqual({
    failed: false,
    body: {
      event: { order: 1 },
      greeting: "hello",
      home: null,
      name: "under-test",
      arn: "arn:aws:lambda:eu-central-1:123456789012:function:under-test",
      time: true,
    },
  });
});

test("keeps its process, and what is outside of the handler, from one invocation to the next", async () => {
  const process = functionOf("return calls += 1;", {}, "let calls = 0;");
  expect(await invoke(process)).toEqual({ failed: false, body: 1 });
  expect(await invoke(process)).toEqual({ failed: false, body: 2 });
});

test("runs one invocation at a time, in the order of the calls", async () => {
  const process = functionOf(
    "running += 1; most = Math.max(most, running); await new Promise((r) => setTimeout(r, 5)); running -= 1; order.push(event); return { most, order };",
    {},
    "let running = 0; let most = 0; const order = [];",
  );
  const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => invoke(process, index)));
  expect(answers.at(-1)?.body).toEqual({ most: 1, order: Array.from({ length: 300 }, (_, index) => index) });
});

test("an error is the invocation's, as Lambda spells it", async () => {
  const process = functionOf('if (event.bad) throw new TypeError("no good"); return "good";');
  expect(await invoke(process, { bad: true })).toEqual({
    failed: true,
    body: { errorType: "TypeError", errorMessage: "no good", trace: expect.arrayContaining(["TypeError: no good"]) },
  });
  expect(await invoke(process)).toEqual({ failed: false, body: "good" });
});

test("a crash fails the invocation that ran, and no other", async () => {
  const process = functionOf("if (event === 1) globalThis.process.exit(3); return event;");
  const answers = await Promise.all([0, 1, 2, 3].map((event) => invoke(process, event)));
  expect(answers.map(({ failed }) => failed)).toEqual([false, true, false, false]);
  expect(answers[1]?.body).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/),
  });
  expect(answers.map(({ body }) => body).filter((body) => typeof body === "number")).toEqual([0, 2, 3]);
});

test("a timeout ends the process, and fails the invocation that ran, and no other", async () => {
  const process = functionOf("if (event === 1) for (;;); return event;", { timeout: 1 });
  const answers = await Promise.all([0, 1, 2].map((event) => invoke(process, event)));
  expect(answers.map(({ failed }) => failed)).toEqual([false, true, false]);
  expect(answers[1]?.body).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
  });
});

test("time counts from when an invocation begins to run, not from when it was called", async () => {
  const process = functionOf(
    "await new Promise((r) => setTimeout(r, 400)); return context.getRemainingTimeInMillis() > 100;",
    {
      timeout: 1,
    },
  );
  const answers = await Promise.all([0, 1, 2, 3, 4].map((event) => invoke(process, event)));
  expect(answers).toEqual(Array(5).fill({ failed: false, body: true }));
});

test("a leak ends the function's process and no other", async () => {
  const process = functionOf("const kept = []; for (;;) kept.push(new Array(1e5).fill(event));", {
    memory: 32,
    timeout: 60,
  });
  const { failed, body } = await invoke(process);
  expect(failed).toBe(true);
  expect(body.errorType).toBe("Runtime.ExitError");
}, 30_000);

test.each([
  ["a file that is not there", { handler: "missing.handler" }, "Error", /Cannot find module/],
  [
    "an export that is not there",
    { handler: "index.main" },
    "Runtime.HandlerNotFound",
    /^index\.main is undefined or not exported$/,
  ],
])("a handler in %s is an error of the invocation", async (_, changes, type, message) => {
  const { failed, body } = await invoke(functionOf("return 1;", changes));
  expect({ failed, type: body.errorType }).toEqual({ failed: true, type });
  expect(body.errorMessage).toMatch(message);
});

test("logs what is written, between Lambda's own lines", async () => {
  const process = functionOf('console.log("from inside"); console.error("and an error");');
  const { log } = await process.invoke(Buffer.from("{}"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
  expect(lines).toEqual(expect.arrayContaining(["from inside", "and an error"]));
  expect(lines.some((line) => /^END RequestId: /.test(line))).toBe(true);
  expect(lines.some((line) => /^REPORT RequestId: .*\tMemory Size: 128 MB$/.test(line))).toBe(true);
  expect(log).toContain("START RequestId");
});

test("an event of 6 MB arrives whole", async () => {
  const text = "x".repeat(6_000_000);
  const process = functionOf("return event.length;");
  expect(await invoke(process, text)).toEqual({ failed: false, body: 6_000_000 });
});

test("once stopped, its process is gone, and what waits fails", async () => {
  const process = functionOf("await new Promise(() => {});");
  const waiting = [invoke(process), invoke(process)];
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { pid = 0 } = process;
  expect(startOf(pid)).toBeDefined();
  process.stop();
  const answers = await Promise.all(waiting);
  expect(answers.map(({ failed }) => failed)).toEqual([true, true]);
  expect(startOf(pid)).toBeUndefined();
});
