import { setTimeout as sleep } from "node:timers/promises";
import { eventually, PolledQueue, QUICK } from "../polled-queue";
import { closeConnections } from "../rabbitmq-clients";
import type { RabbitMqServer } from "../rabbitmq-server";
import { CuttableNetwork } from "./cuttable-network";
import { FaultyListener } from "./faulty-listener";
import { Ledger } from "./ledger";
import { SteadyPublisher } from "./steady-publisher";

export interface FaultsGiven {
  readonly messages: number;
  /** For how long nothing passes between poller and broker, in seconds. */
  readonly cut: number;
  /** Is told what happens, and when. */
  readonly say?: (text: string) => void;
}

export interface FaultsResult {
  readonly confirmed: number;
  /** How often a message was processed that had been processed before. */
  readonly duplicates: number;
  /** Messages in the queue in the end. */
  readonly left: number;
  /** Messages in the dead-letter queue in the end. */
  readonly deadLetters: number;
  readonly failures: number;
  readonly timeouts: number;
}

/** By far more than a healthy message needs, even among failures and crashes. */
const DELIVERY_LIMIT = 50;

/**
 * RabbitMQ writes down within seconds, not at once, that a queue is new: killed before, 4.0 and 4.3 forget the messages of the
 * queue, confirmed ones too. In milliseconds.
 */
const QUEUE_SETTLES = 4_000;

/** How long the last messages may take, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Lets messages flow from a publisher to a listener that fails three of ten batches, and hangs on some, while the broker is
 * killed, the poller is killed, the network is cut, and the mapping is disabled for a while.
 */
export async function runFaults(
  server: RabbitMqServer,
  { messages, cut, say = () => {} }: FaultsGiven,
): Promise<FaultsResult> {
  const { power, tls } = server;
  if (power === null || tls === null) throw new Error("The server is not ours.");
  const polled = await PolledQueue.make(server, DELIVERY_LIMIT);
  const ledger = new Ledger();
  const listener = new FaultyListener({ fails: 0.3, hangs: 0.005 });
  const network = new CuttableNetwork(Number(new URL(tls.amqpsUrl).port));
  const amqps = `amqps://localhost:${await network.open()}`;
  const publisher = new SteadyPublisher(server, polled.virtualHost, polled.queue, ledger);
  const surroundings = polled.surroundings();
  const startPoller = () =>
    polled.poll({ batchSize: 100 }, QUICK, {
      ...surroundings,
      broker: async () => ({ ...(await surroundings.broker()), amqps }),
      invoke: (event) => listener.invoke(event),
      processed: (ids) => {
        for (const id of ids) ledger.process(String(id));
      },
    });
  /** Something goes wrong while messages are published, until that part of them is confirmed. */
  const amid = async (part: number, what: string, fault: () => Promise<void>) => {
    say(what);
    await Promise.all([publisher.publishUntil(Math.round(messages * part)), fault()]);
  };

  try {
    await sleep(QUEUE_SETTLES);
    let poller = startPoller();
    await publisher.publishUntil(Math.round(messages * 0.1));
    await amid(0.3, "the broker is killed, and started again", async () => {
      await power.kill();
      await power.start();
    });
    await amid(0.5, "the poller is killed, and another one started", async () => {
      poller.kill();
      await sleep(500);
      poller = startPoller();
    });
    await amid(0.7, `the network is cut for ${cut} s`, async () => {
      network.cut();
      await sleep(cut * 1000);
      network.mend();
    });
    await amid(0.9, "the mapping is disabled, and enabled again", async () => {
      await poller.stop();
      await sleep(2_000);
      poller = startPoller();
    });
    await amid(1, "the rest is published, and processed", async () => {});
    await eventually("every confirmed message is processed", () => ledger.open.size === 0, PATIENCE);
    return {
      confirmed: ledger.confirmed,
      duplicates: ledger.duplicates,
      left: await polled.left(),
      deadLetters: await polled.ready(polled.deadLetterQueue),
      failures: listener.failures,
      timeouts: listener.timeouts,
    };
  } finally {
    await polled.stopAll();
    listener.stop();
    await network.close();
    await closeConnections();
  }
}
