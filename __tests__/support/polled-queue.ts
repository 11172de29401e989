import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Channel, ConfirmChannel, Options } from "amqplib";
import type { RabbitMqEvent, RabbitMqMessage } from "../../lambda-src/listener/rabbitmq-event";
import { ASSUMPTIONS, type Assumptions } from "../../rehearsal/poller/assumptions";
import { pollerThat } from "../../rehearsal/poller/poller";
import type {
  InvocationOutcome,
  Poller,
  PollerSurroundings,
  Polling,
  PollingReport,
} from "../../rehearsal/poller/polling";
import { connectAs, manage } from "./rabbitmq-clients";
import type { RabbitMqServer } from "./rabbitmq-server";

const SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mapping";

/** Pauses that tests can wait for. */
export const QUICK: Assumptions = { ...ASSUMPTIONS, pauseAfterError: 20, pauseBeforeConnecting: 100 };

/** How long something may take to come about, in milliseconds. */
const PATIENCE = 30_000;

/** Waits until something holds. @throws Error with what was waited for */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = PATIENCE,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come about in ${patience} ms: ${what}`);
    await sleep(20);
  }
}

/** A quorum queue with a dead-letter queue, on a real server, and the function that a mapping invokes for it, in this process. */
export class PolledQueue {
  readonly virtualHost: string;
  readonly queue = "orders";
  readonly deadLetterQueue = "orders.dead";
  /** What the mapping's secret holds. */
  secret: string | undefined;
  /** What the function does with an event. */
  handle: (event: RabbitMqEvent) => void | Promise<void> = () => {};
  /** Each event that the function was given, parsed. */
  readonly events: RabbitMqEvent[] = [];
  readonly reports: PollingReport[] = [];
  /** Message ids of batches that the function has processed, in order. */
  readonly processed: (string | null)[] = [];
  /** How many invocations ran at the same time, at most. */
  mostAtOnce = 0;
  readonly #pollers: Poller[] = [];
  #running = 0;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly server: RabbitMqServer,
    private readonly channel: ConfirmChannel,
    virtualHost: string,
  ) {
    this.virtualHost = virtualHost;
    this.secret = JSON.stringify(server.administrator);
  }

  static async make(server: RabbitMqServer, deliveryLimit = 20): Promise<PolledQueue> {
    const virtualHost = `polled/${randomBytes(4).toString("hex")}`;
    await manage(server, "PUT", ["vhosts", virtualHost], { default_queue_type: "quorum" });
    const connection = await connectAs(server.administrator, server, virtualHost);
    const polled = new PolledQueue(server, await connection.createConfirmChannel(), virtualHost);
    await polled.declare(deliveryLimit);
    return polled;
  }

  async declare(deliveryLimit = 20): Promise<void> {
    await this.channel.assertQueue(this.deadLetterQueue, { arguments: { "x-queue-type": "quorum" } });
    await this.channel.assertQueue(this.queue, {
      arguments: {
        "x-queue-type": "quorum",
        "x-delivery-limit": deliveryLimit,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": this.deadLetterQueue,
      },
    });
  }

  deleteQueue(): ReturnType<Channel["deleteQueue"]> {
    return this.channel.deleteQueue(this.queue);
  }

  /** Publishes persistent messages and waits until they are confirmed. */
  async publish(...messages: readonly (Options.Publish & { readonly body?: string | Buffer })[]): Promise<void> {
    for (const { body = "{}", ...options } of messages) {
      this.channel.sendToQueue(this.queue, Buffer.from(body as string), { persistent: true, ...options });
    }
    await this.channel.waitForConfirms();
  }

  /** Publishes messages with the ids 1, 2, and so on. */
  publishMany(count: number): Promise<void> {
    return this.publish(...Array.from({ length: count }, (_, index) => ({ messageId: String(index + 1) })));
  }

  /** How many messages wait in a queue for a consumer. */
  async ready(queue = this.queue): Promise<number> {
    // Over a connection of its own: the broker may have been restarted since the first one.
    const connection = await connectAs(this.server.administrator, this.server, this.virtualHost);
    const channel = await connection.createChannel();
    const { messageCount } = await channel.checkQueue(queue);
    await connection.close();
    return messageCount;
  }

  /** Stops the pollers. @returns how many messages the queue holds then */
  async left(): Promise<number> {
    await this.stopAll();
    return this.ready();
  }

  /** All messages that the function was given, in order. */
  get messages(): readonly RabbitMqMessage[] {
    return this.events.flatMap((event) => Object.values(event.rmqMessagesByQueue).flat());
  }

  /** Starts a poller, which {@link stopAll} stops. */
  poll(changes: Partial<Polling> = {}, assumed: Assumptions = QUICK, surroundings = this.surroundings()): Poller {
    const polling: Polling = {
      uuid: `mapping-${randomBytes(4).toString("hex")}`,
      eventSourceArn: "arn:aws:mq:eu-central-1:123456789012:broker:orders:b-0a1b2c3d-0000-4000-8000-000000000000",
      virtualHost: this.virtualHost,
      queue: this.queue,
      secretArn: SECRET,
      batchSize: 100,
      batchingWindow: 50,
      filters: [],
      ...changes,
    };
    const poller = pollerThat(assumed)(polling, surroundings);
    this.#pollers.push(poller);
    return poller;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#pollers.splice(0).map((poller) => poller.stop()));
  }

  surroundings(): PollerSurroundings {
    const { tls } = this.server;
    if (tls === null) throw new Error("The server has no certificate that is known.");
    const authority = readFileSync(tls.authority, "utf8");
    return {
      broker: async () => ({ amqps: tls.amqpsUrl, authority }),
      secret: async (arn) => (arn === SECRET ? this.secret : undefined),
      invoke: (event) => this.#invoke(event),
      report: (report) => this.reports.push(report),
      processed: (ids) => this.processed.push(...ids),
    };
  }

  #invoke(bytes: Uint8Array): Promise<InvocationOutcome> {
    const outcome = this.#turn.then(() => this.#run(JSON.parse(Buffer.from(bytes).toString("utf8"))));
    this.#turn = outcome;
    return outcome;
  }

  async #run(event: RabbitMqEvent): Promise<InvocationOutcome> {
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    this.events.push(event);
    try {
      await this.handle(event);
      return { error: null };
    } catch (error) {
      return { error: { type: "Error", message: (error as Error).message } };
    } finally {
      this.#running -= 1;
    }
  }
}
