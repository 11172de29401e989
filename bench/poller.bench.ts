import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "amqplib";
import { Authority } from "../rehearsal/brokers/certificates";
import { freePorts } from "../rehearsal/brokers/ports";
import { HOW_TO_GET_A_SERVER, rabbitMqSources } from "../rehearsal/brokers/sources";
import { FunctionProcess } from "../rehearsal/functions/function-process";
import { ASSUMPTIONS } from "../rehearsal/poller/assumptions";
import { connect as connectTo } from "../rehearsal/poller/connection/connect";
import { pollerThat } from "../rehearsal/poller/poller";
import { printTable } from "./bench";

const USER = { username: "bench", password: "throwaway-password" };
const VIRTUAL_HOST = "/";
const QUEUE = "bench";
const SECRET = "bench";

/** Runs of each; the median counts. */
const RUNS = 3;

/** Messages of 1 kB, by batch size: enough for some of the largest batches. */
const MESSAGES = new Map([
  [1, 2_000],
  [100, 60_000],
  [10_000, 60_000],
]);

/** What is timed: neither the start, nor the last batch, which waits for its window. */
const FROM = 0.1;
const TO = 0.9;

/** Consumes all messages, and tells `took` how many came each time. @returns what ends it */
type Consumer = (batchSize: number, took: (count: number) => void) => Promise<() => Promise<void>>;

/**
 * Times the poller with an empty listener against what the same AMQP client consumes without us: over TLS, from a quorum queue,
 * with the same prefetch, and one acknowledgement a batch. They take turns, so that what else the machine does hits both.
 */
export async function run(): Promise<void> {
  const [source] = rabbitMqSources();
  if (source === undefined) {
    console.log(`  skipped: ${HOW_TO_GET_A_SERVER}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "poller-bench-"));
  const [amqps = 0, https = 0] = await freePorts(2);
  const server = source.server(
    {
      name: `bench-${amqps}`,
      user: USER,
      authority: Authority.make(join(folder, "authority")),
      certificateNames: ["DNS:localhost"],
      address: "127.0.0.1",
      ports: { amqps, https },
      configuration: ["default_queue_type = quorum"],
    },
    join(folder, "server"),
  );
  try {
    await server.start();
    const broker = { amqps: server.amqps, authority: server.access.authority };
    const rows: (string | number)[][] = [];
    for (const [batchSize, messages] of MESSAGES) {
      const rates = { client: [] as number[], poller: [] as number[] };
      for (let turn = 0; turn < RUNS; turn++) {
        rates.client.push(await rateOf(broker, messages, batchSize, clientAlone(broker)));
        rates.poller.push(await rateOf(broker, messages, batchSize, pollerAndListener(broker, folder)));
      }
      const [client, poller] = [median(rates.client), median(rates.poller)];
      rows.push([String(batchSize), prefetchOf(batchSize), client, poller, (poller / client).toFixed(2)]);
    }
    printTable([["batch size", "prefetch", "client alone, messages/s", "poller and listener", "ratio"], ...rows]);
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

interface Broker {
  readonly amqps: string;
  readonly authority: string;
}

const prefetchOf = (batchSize: number) => batchSize * ASSUMPTIONS.batchesAhead;

/** @returns messages a second */
async function rateOf(broker: Broker, messages: number, batchSize: number, consumer: Consumer): Promise<number> {
  await fill(broker, messages);
  let taken = 0;
  let begun = 0;
  let done: (rate: number) => void = () => {};
  const rate = new Promise<number>((resolve) => {
    done = resolve;
  });
  let first = 0;
  const end = await consumer(batchSize, (count) => {
    taken += count;
    if (begun === 0 && taken >= messages * FROM) [begun, first] = [performance.now(), taken];
    else if (taken >= messages * TO) done(((taken - first) / (performance.now() - begun)) * 1000);
  });
  const measured = await rate;
  await end();
  return measured;
}

/** Makes the queue anew and fills it. */
async function fill(broker: Broker, messages: number): Promise<void> {
  const connection = await connectTo(broker, VIRTUAL_HOST, USER, "fill", new AbortController().signal);
  const channel = await connection.createConfirmChannel();
  await channel.deleteQueue(QUEUE);
  await channel.assertQueue(QUEUE, { arguments: { "x-queue-type": "quorum" } });
  const body = Buffer.alloc(1000, "x");
  for (let sent = 0; sent < messages; sent++) {
    const room = channel.sendToQueue(QUEUE, body, { persistent: true, messageId: `message-${sent}` });
    if (!room) await new Promise((resolve) => channel.once("drain", resolve));
  }
  await channel.waitForConfirms();
  await connection.close();
}

function clientAlone({ amqps, authority }: Broker): Consumer {
  return async (batchSize, took) => {
    const url = new URL(amqps);
    const connection = await connect(
      { protocol: "amqps", hostname: url.hostname, port: Number(url.port), ...USER, vhost: "%2F" },
      { ca: [Buffer.from(authority)], noDelay: true },
    );
    const channel = await connection.createChannel();
    await channel.prefetch(prefetchOf(batchSize));
    let count = 0;
    await channel.consume(QUEUE, (message) => {
      if (message === null) throw new Error("The queue is gone.");
      count += 1;
      if (count < batchSize) return;
      channel.ack(message, true);
      took(count);
      count = 0;
    });
    return () => connection.close();
  };
}

function pollerAndListener(broker: Broker, folder: string): Consumer {
  return async (batchSize, took) => {
    writeFileSync(join(folder, "index.js"), "exports.handler = async () => {};\n");
    const listener = new FunctionProcess(
      {
        ...{ name: "listener", arn: "arn:aws:lambda:eu-central-1:123456789012:function:listener" },
        ...{ handler: "index.handler", code: folder, timeout: 60, memory: 512, environment: {}, logGroup: "listener" },
      },
      () => {},
    );
    const poller = pollerThat()(
      {
        ...{ uuid: "bench", eventSourceArn: "arn:aws:mq:eu-central-1:123456789012:broker:bench:b-1" },
        ...{ virtualHost: VIRTUAL_HOST, queue: QUEUE, secretArn: SECRET, batchSize, batchingWindow: 500, filters: [] },
      },
      {
        broker: async () => broker,
        secret: async () => JSON.stringify(USER),
        invoke: async (event) => {
          const { failed } = await listener.invoke(event);
          return { error: failed ? { type: "Failed", message: "An empty listener failed." } : null };
        },
        report: () => {},
        processed: (ids) => took(ids.length),
      },
    );
    return async () => {
      await poller.stop();
      listener.stop();
    };
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
