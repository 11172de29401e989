import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import type { AccountApi } from "../../../rehearsal/account/api";
import { Functions } from "../../../rehearsal/functions/functions";

const REGION = "eu-central-1";

let folder: string;
let functions: Functions;
/** Of the function, as the account describes it. */
let timeout: number;
/** Milliseconds that the account takes to describe it. */
let delay: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "functions-"));
  timeout = 10;
  delay = 0;
  const api: Pick<AccountApi, "rest" | "json"> = {
    rest: async <T>() => {
      const Configuration = { FunctionName: "orders", FunctionArn: "arn", Handler: "index.handler", MemorySize: 128 };
      const described = { Configuration: { ...Configuration, Timeout: timeout } };
      await sleep(delay);
      return described as T;
    },
    json: async () => undefined,
  };
  functions = new Functions(api as AccountApi, folder, () => ({}), { noteProcess: () => {} });
});
afterEach(() => {
  functions.stopAll();
  rmSync(folder, { recursive: true });
});

/** Deploys a handler, whose body has `event` and `context`. */
function deploy(body: string): void {
  functions.deploy(
    REGION,
    "orders",
    zipSync({ "index.js": strToU8(`exports.handler = async (event, context) => { ${body} };`) }),
  );
}

async function invoke(event: unknown = {}): Promise<unknown> {
  return JSON.parse((await functions.invoke(REGION, "orders", Buffer.from(JSON.stringify(event)))).body.toString());
}

test("new code begins when the code before has answered all that it was given: answers come in the order of the calls", async () => {
  deploy("await new Promise((resolve) => setTimeout(resolve, 300)); return 'first ' + event;");
  const answers: unknown[] = [];
  const note = (answer: unknown) => answers.push(answer);
  const before = [invoke(1).then(note), invoke(2).then(note)];
  await sleep(150);
  deploy("return 'second ' + event;");
  await Promise.all([...before, invoke(3).then(note)]);
  expect(answers).toEqual(["first 1", "first 2", "second 3"]);
});

test("new code begins when the code before has crashed", async () => {
  deploy("process.exit(1);");
  const crashed = invoke();
  await sleep(20);
  deploy("return 'second';");
  expect(await Promise.all([crashed, invoke()])).toEqual([
    { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("exit status 1") },
    "second",
  ]);
});

test("what changes while a function starts is what it starts with", async () => {
  delay = 100;
  deploy("return [1, context.getRemainingTimeInMillis() > 10_000];");
  const answer = invoke();
  await sleep(50);
  timeout = 20;
  deploy("return [2, context.getRemainingTimeInMillis() > 10_000];");
  expect(await Promise.all([answer, invoke()])).toEqual([
    [2, true],
    [2, true],
  ]);
});

test.each([
  { when: "before", after: 0 },
  { when: "while it starts", after: 50 },
])("a function that is deleted $when is not invoked", async ({ after }) => {
  delay = 100;
  deploy("return 1;");
  if (after === 0) functions.delete(REGION, "orders");
  const answer = expect(invoke()).rejects.toThrow("There is no function orders in eu-central-1.");
  await sleep(after);
  functions.delete(REGION, "orders");
  await answer;
});
