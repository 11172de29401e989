import { setTimeout as sleep } from "node:timers/promises";
import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { deployed, type OptionUp } from "../../../rehearsal";
import { queueLengths } from "../../../rehearsal/brokers/messages";
import type { RabbitMqServer } from "../../../rehearsal/brokers/server";
import { eventually } from "../polled-queue";
import { makeListenerFaulty, POISON, SLOW } from "./faulty-listener";
import type { ObservedPolling } from "./observed-polling";
import { MOST_AT_ONCE, SteadyPublisher } from "./steady-publisher";

export interface FaultsGiven {
  readonly messages: number;
  /** For how long nothing passes between poller and broker, in seconds. */
  readonly cut: number;
  /** Is told what happens. */
  readonly say?: (text: string) => void;
}

export interface FaultsResult {
  /** Messages that the broker confirmed. */
  readonly confirmed: number;
  /** How many of them the listener has not processed. */
  readonly lost: number;
  /** How often a message was processed that had been processed before. */
  readonly duplicates: number;
  /** Invocations that threw. */
  readonly failures: number;
  /** Invocations that did not end in time. */
  readonly timeouts: number;
  /** Invocations while the mapping was disabled. */
  readonly whileDisabled: number;
  /** How often each poison message was delivered. */
  readonly poisonDeliveries: readonly number[];
  /** Messages in the queues in the end, by queue. */
  readonly left: Readonly<Record<string, number>>;
}

/** In how many invocations of the publisher all messages are published, at least. */
const PARTS = 40;

/** Poison messages, all in one batch. */
const POISONS = 5;

/** How long the last messages may take, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Lets messages flow through a deployed option whose listener fails three of ten batches, and hangs on some, while the broker is
 * killed, the poller is killed, the network is cut, and the mapping is disabled for a while; then poison messages.
 */
export async function runFaults(
  up: OptionUp,
  polling: ObservedPolling,
  { messages, cut, say = () => {} }: FaultsGiven,
): Promise<FaultsResult> {
  const { aws, outputs } = up;
  const { region, uuid, brokerId } = deployed(outputs);
  const server = aws.brokers.get(brokerId)?.server as RabbitMqServer;
  const mapping = aws.mappings.get(uuid);
  const lambda = new LambdaClient(aws.access(region));
  // A fault comes between two invocations of few messages.
  const publisher = new SteadyPublisher(up, Math.min(MOST_AT_ONCE, Math.ceil(messages / PARTS)));
  const { confirmed } = publisher;
  let whileDisabled = 0;
  /** Something goes wrong while messages are published, until that part of them is confirmed. */
  const amid = async (part: number, what: string, fault: () => Promise<unknown>) => {
    say(what);
    await Promise.all([publisher.publishUntil(Math.round(messages * part)), fault()]);
  };

  await makeListenerFaulty(up);
  await publisher.publishUntil(Math.round(messages * 0.1));
  await amid(0.3, "the broker is killed, and started again", async () => {
    await server.kill();
    await server.start();
  });
  await amid(0.5, "the poller is killed, and another one started", async () => {
    mapping?.poller?.kill();
    await sleep(500);
    if (mapping !== undefined) mapping.poller = undefined;
    await aws.mappings.judgeAgain();
  });
  await amid(0.7, `the network is cut for ${cut} s`, async () => {
    polling.cut();
    await sleep(cut * 1000);
    polling.mend();
  });
  await amid(0.9, "the mapping is disabled, and enabled again", async () => {
    await setEnabled(lambda, uuid, false);
    const before = polling.invocations;
    await sleep(2_000);
    whileDisabled = polling.invocations - before;
    await setEnabled(lambda, uuid, true);
  });
  await amid(1, "the rest is published, and processed", async () => {});
  let processed = 0;
  const allProcessed = () => {
    while (processed < confirmed.length && aws.tally.has(confirmed[processed] ?? "")) processed += 1;
    return processed === confirmed.length;
  };
  await aws.tally.until(allProcessed, AbortSignal.timeout(PATIENCE)).catch(() => {});
  const lost = confirmed.filter((id) => !aws.tally.has(id)).length;

  say("poison is published");
  const poison = new SteadyPublisher(up);
  await poison.publishUntil(POISONS, POISON);
  const left = async () =>
    Object.fromEntries((await queueLengths(server)).map(({ queue, messages: count }) => [queue, count]));
  await eventually("poison is in the dead-letter queue", async () => {
    return Object.entries(await left()).some(([queue, count]) => queue !== outputs.queue && count >= POISONS);
  }).catch(() => {});
  return {
    ...{ confirmed: confirmed.length, lost, whileDisabled },
    duplicates: confirmed.reduce((sum, id) => sum + aws.tally.timesOf(id) - 1, lost),
    ...{ failures: polling.failures, timeouts: polling.timeouts },
    poisonDeliveries: [...polling.poisonDeliveries.values()],
    left: await left(),
  };
}

/** Publishes to a listener that is too slow for it, until the publisher is destroyed. @returns what was confirmed until then */
export async function publishUntilDestroyed(up: OptionUp): Promise<readonly string[]> {
  const publisher = new SteadyPublisher(up);
  await publisher.publishUntil(Number.POSITIVE_INFINITY, SLOW).catch(() => {});
  return publisher.confirmed;
}

async function setEnabled(lambda: LambdaClient, UUID: string, Enabled: boolean): Promise<void> {
  const wanted: EventSourceMappingConfiguration["State"] = Enabled ? "Enabled" : "Disabled";
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await eventually(`the mapping is ${wanted}`, async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return State === wanted;
  });
}
