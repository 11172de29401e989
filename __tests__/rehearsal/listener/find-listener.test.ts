import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { findListener } from "../../../rehearsal";

const signal = new AbortController().signal;
const variables = Object.keys(process.env).filter((name) => name.startsWith("MQESM_"));
const folder = mkdtempSync("listener-variables-");
const environmentFile = `${relative(".", folder)}/environment.json`;
writeFileSync(environmentFile, '{"TABLE":"orders"}');

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("MQESM_"))) {
    if (!variables.includes(name)) delete process.env[name];
  }
});

test("the first listener runs with what the settings themselves say", async () => {
  Object.assign(process.env, {
    MQESM_QUEUE: "work",
    MQESM_MAPPING_BATCH_SIZE: "7",
    MQESM_LISTENER_TIMEOUT_SECONDS: "9",
  });
  await expect(findListener(null, signal)).resolves.toEqual({
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

test("a further one runs with what its entry says, its variables among it", async () => {
  const entry = {
    name: "orders",
    queue: "incoming",
    deliveryLimit: 3,
    mappingFilters: [{ data: { kind: ["order"] } }],
    mappingBatchingWindowSeconds: 2,
    listenerEnvironment: environmentFile,
    listenerUndecodableMessages: "set-aside",
  };
  process.env.MQESM_LISTENERS = JSON.stringify([entry]);
  await expect(findListener("orders", signal)).resolves.toMatchObject({
    name: "orders",
    source: "listener",
    queue: "incoming",
    deliveryLimit: 3,
    batchingWindowSeconds: 2,
    filters: ['{"data":{"kind":["order"]}}'],
    environment: { TABLE: "orders", LOG_BODIES: "false", UNDECODABLE_MESSAGES: "set-aside" },
  });
});

test("code that no entry names yet runs as its entry would have it", async () => {
  await expect(findListener("example", signal)).resolves.toMatchObject({
    name: "example",
    source: "listeners/example",
    queue: "example",
  });
});

test("one that is not there: what is there is named", async () => {
  process.env.MQESM_LISTENERS = '[{"name":"orders"}]';
  await expect(findListener("nobody", signal)).rejects.toThrow(
    'there is no listener "nobody" in the settings or in lambda-src/listeners: they have orders, example.',
  );
});

test("settings that are wrong are told as the app tells them", async () => {
  process.env.MQESM_MAPPING_BATCH_SIZE = "many";
  await expect(findListener(null, signal)).rejects.toThrow(
    'mappingBatchSize (MQESM_MAPPING_BATCH_SIZE) is "many": it must be a whole number from 1 to 10000.',
  );
});
