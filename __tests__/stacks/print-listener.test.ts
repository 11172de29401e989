import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { ProjectCopy } from "../support/project-copy";

const copy = new ProjectCopy();
afterAll(() => copy.remove());

/** What the program prints of a listener, with variables of settings. */
function print(name: string | null, settings: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["bundle-and-run.cjs", "stacks/print-listener.ts", ...(name === null ? [] : [name])],
    { cwd: copy.folder, env: { PATH: process.env.PATH, ...settings }, encoding: "utf8" },
  );
  return status === 0 ? JSON.parse(stdout) : stderr;
}

test("the first listener runs with what the settings themselves say", () => {
  const settings = { MQESM_QUEUE: "work", MQESM_MAPPING_BATCH_SIZE: "7", MQESM_LISTENER_TIMEOUT_SECONDS: "9" };
  expect(print(null, settings)).toEqual({
    name: null,
    source: "listener",
    region: "us-east-1",
    queue: "work",
    virtualHost: "/",
    deliveryLimit: 20,
    batchSize: 7,
    batchingWindowSeconds: null,
    filters: [],
    timeoutSeconds: 9,
    memoryMegabytes: 256,
    environment: { LOG_BODIES: "false" },
  });
});

test("a further one runs with what its entry says, its variables among it", () => {
  writeFileSync(copy.path("environment.json"), '{"TABLE":"orders"}');
  const entry = {
    name: "orders",
    queue: "incoming",
    deliveryLimit: 3,
    mappingFilters: [{ data: { kind: ["order"] } }],
    mappingBatchingWindowSeconds: 2,
    listenerEnvironment: "environment.json",
    listenerUndecodableMessages: "set-aside",
  };
  expect(print("orders", { MQESM_LISTENERS: JSON.stringify([entry]) })).toMatchObject({
    name: "orders",
    source: "listener",
    queue: "incoming",
    deliveryLimit: 3,
    batchingWindowSeconds: 2,
    filters: ['{"data":{"kind":["order"]}}'],
    environment: { TABLE: "orders", LOG_BODIES: "false", UNDECODABLE_MESSAGES: "set-aside" },
  });
});

test("code that no entry names yet runs as its entry would have it", () => {
  expect(print("example")).toMatchObject({ name: "example", source: "listeners/example", queue: "example" });
});

test("one that is not there: what is there is named", () => {
  expect(print("nobody", { MQESM_LISTENERS: '[{"name":"orders"}]' })).toBe(
    'there is no listener "nobody" in the settings or in lambda-src/listeners: they have orders, example.\n',
  );
});

test("settings that are wrong are told as the app tells them", () => {
  expect(print(null, { MQESM_MAPPING_BATCH_SIZE: "many" })).toContain(
    'mappingBatchSize (MQESM_MAPPING_BATCH_SIZE) is "many": it must be a whole number from 1 to 10000.',
  );
});
