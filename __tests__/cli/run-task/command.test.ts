import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Mistake } from "../../../cli/mistake";
import { run } from "../../../cli/run";
import { runTaskCommand } from "../../../cli/run-task/command";
import { SETTINGS } from "../../../cli/run-task/settings";
import { failureOf } from "../../support/failure-of";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const KEY = "planted-key-of-the-run-task";

async function problemsOf(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<readonly string[]> {
  const error = await failureOf(runTaskCommand(argv, new FakeSurroundings(cwd, { env })));
  expect(error).toBeInstanceOf(Mistake);
  return (error as Mistake).problems;
}

test("its help names every setting, and keeps to the width of the others", async () => {
  const around = new FakeSurroundings();
  expect(await run(["run-task", "--help"], around)).toBe(0);
  for (const { option, takes } of Object.values(SETTINGS)) expect(around.written).toContain(`--${option} ${takes}`);
  expect(around.written.split("\n").filter((line) => line.length > 125)).toEqual([]);
});

test("everything that is wrong is said at once, by where it was given", async () => {
  const argv = [
    "--port",
    "70000",
    "--unknown",
    "maybe",
    "--concurrency",
    "0",
    "--hostname",
    "https://app.terraform.io",
  ];
  expect(await problemsOf(argv, { MQESM_RUN_TASK_KEY: KEY, MQESM_RUN_TASK_LARGEST_PLAN: "1e3" })).toEqual([
    '--hostname is "https://app.terraform.io": expected a host\'s name, with its port where that is not 443.',
    '--port is "70000": expected a whole number from 0 (any that is free) to 65535.',
    '--unknown is "maybe": expected fail or pass.',
    '--concurrency is "0": expected a whole number from 1 to 64.',
    'MQESM_RUN_TASK_LARGEST_PLAN is "1e3": expected a whole number from 1 to 500.',
  ]);
});

test("files and unknown options have no meaning", async () => {
  expect(await problemsOf(["plan.json"])).toEqual(["plan.json: expected options only. See mqesm run-task --help."]);
  expect(await problemsOf(["--key", KEY])).toEqual(["Unknown option '--key'. See mqesm run-task --help."]);
});

describe("the key", () => {
  test("is asked for, from where others of the machine cannot read it", async () => {
    expect(await problemsOf([])).toEqual([
      "there is no key: put the HMAC key of the run task into MQESM_RUN_TASK_KEY, or into a file that --key-file or MQESM_RUN_TASK_KEY_FILE names.",
    ]);
  });

  test("is given once", async () => {
    const folder = folderWith({ key: KEY });
    expect(await problemsOf(["--key-file", "key"], { MQESM_RUN_TASK_KEY: KEY }, folder)).toEqual([
      "MQESM_RUN_TASK_KEY and a file with the key are both given: choose one.",
    ]);
  });

  test.each([
    ["", 0],
    ["planted-key-15", 14],
  ])("%p could be guessed", async (key, length) => {
    expect(await problemsOf([], { MQESM_RUN_TASK_KEY: key })).toEqual([
      `the key in MQESM_RUN_TASK_KEY has ${length} characters: expected 16 or more, such as openssl rand -hex 32 makes.`,
    ]);
  });

  test("in a file that is not there is missed", async () => {
    const folder = folderWith({ key: "short\n" });
    expect(await problemsOf(["--key-file", "gone"], {}, folder)).toEqual([
      "the key's file gone cannot be read: ENOENT.",
    ]);
    expect(await problemsOf([], { MQESM_RUN_TASK_KEY_FILE: "key" }, folder)).toEqual([
      "the key in key has 5 characters: expected 16 or more, such as openssl rand -hex 32 makes.",
    ]);
  });
});

test("a port that others listen at is named", async () => {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  expect(await problemsOf(["--port", `${port}`], { MQESM_RUN_TASK_KEY: KEY })).toEqual([
    `the service cannot listen at 127.0.0.1, port ${port}: EADDRINUSE. Choose others with --address and --port.`,
  ]);
  server.close();
});

test("it serves until it is told to stop, and logs nothing of its key", async () => {
  const around = new FakeSurroundings(folderWith({ key: `${KEY}\n` }));
  const listeners = process.listenerCount("SIGTERM");
  const ended = runTaskCommand(["--port", "0", "--key-file", "key"], around);
  while (!around.written.includes("listens")) await new Promise((resolve) => setTimeout(resolve, 5));
  const { port } = JSON.parse(around.written);
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  process.emit("SIGTERM", "SIGTERM");
  expect(await ended).toBe(0);
  expect(process.listenerCount("SIGTERM")).toBe(listeners);
  expect(
    around.written
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).message),
  ).toEqual([
    "The service listens.",
    "The service stops: what is being judged goes on, what waits is told.",
    "Every request has its result.",
  ]);
  expect(around.written + around.complained).not.toContain("planted");
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
});
