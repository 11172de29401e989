import type { Channel, ChannelModel, ConsumeMessage, Message } from "amqplib";
import type { Assumptions } from "./assumptions";
import { Batching } from "./batch/batching";
import { failureOf, PollingFailure } from "./connection/failure";
import { EventWriter } from "./event/event";
import { recordJson } from "./event/record";
import type { MessageFilter } from "./filters/filters";
import { Lookahead } from "./lookahead";
import type { InvocationOutcome, PollerSurroundings, Polling } from "./polling";
import { REPORTS } from "./reports";

/** Bytes of an event: Lambda's limit for synchronous invocations. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LARGEST_EVENT = 6 * 1024 * 1024;

/** AMQP counts prefetched messages in 16 bits. */
const LARGEST_PREFETCH = 65_535;

interface Item {
  readonly json: string;
  readonly bytes: number;
  /** RabbitMQ's delivery tag. */
  readonly tag: number;
  readonly messageId: string | null;
}

/** One connection's life: what comes over it is settled over it, or comes again. */
export class Session {
  /** Rejects when the connection, the channel or the consumer ends without having been asked to. */
  readonly lost: Promise<never>;
  readonly #lose: (error: unknown) => void;
  readonly #writer: EventWriter;
  readonly #batching: Batching<Item>;
  readonly #waiting: Item[][] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #lookahead = new Lookahead();
  #windowEnd: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  #state: "polling" | "stopping" | "over" = "polling";

  private constructor(
    private readonly polling: Polling,
    private readonly surroundings: PollerSurroundings,
    private readonly assumed: Assumptions,
    private readonly filter: MessageFilter,
    private readonly connection: ChannelModel,
    private readonly channel: Channel,
  ) {
    this.#writer = new EventWriter(polling);
    const payload = LARGEST_EVENT - this.#writer.overhead + 1;
    this.#batching = new Batching({ size: polling.batchSize, window: polling.batchingWindow, payload });
    let lose: (error: unknown) => void = () => {};
    this.lost = new Promise((_, reject) => {
      lose = reject;
    });
    this.lost.catch(() => {});
    this.#lose = (error) => {
      this.#end();
      lose(failureOf(error));
    };
    connection.on("error", this.#lose);
    connection.on("close", () => this.#lose(new Error("the connection is closed")));
    channel.on("error", this.#lose);
    channel.on("close", () => this.#lose(new Error("the channel is closed")));
  }

  /**
   * Begins to consume.
   *
   * @throws PollingFailure when the broker refuses
   */
  static async open(
    polling: Polling,
    surroundings: PollerSurroundings,
    assumed: Assumptions,
    filter: MessageFilter,
    connection: ChannelModel,
  ): Promise<Session> {
    // The call that the broker refuses says so too.
    connection.on("error", () => {});
    try {
      const channel = await connection.createChannel();
      channel.on("error", () => {});
      await channel.prefetch(Math.min(LARGEST_PREFETCH, polling.batchSize * assumed.batchesAhead));
      const session = new Session(polling, surroundings, assumed, filter, connection, channel);
      await channel.consume(polling.queue, (message) => session.#take(message), { consumerTag: polling.uuid });
      return session;
    } catch (error) {
      await connection.close().catch(() => {});
      throw failureOf(error);
    }
  }

  /** Finishes and acknowledges what the function has before it, returns all else, and closes the connection. */
  async stop(): Promise<void> {
    if (this.#state !== "polling") return;
    this.#state = "stopping";
    this.#clearTimers();
    try {
      await this.channel.cancel(this.polling.uuid);
      await Promise.all(this.#running);
      // Closing alone would count towards the delivery limit of each message that never saw the function.
      this.channel.nackAll(true);
      this.#end();
      await this.channel.close();
      await this.connection.close();
    } catch {
      // Lost meanwhile: then the broker returns what is not acknowledged.
    }
  }

  #take(message: ConsumeMessage | null): void {
    if (this.#state !== "polling") return;
    if (message === null) {
      this.#lose(new PollingFailure("queue", `The queue ${JSON.stringify(this.polling.queue)} was deleted.`));
      return;
    }
    if (!this.filter(message.content)) {
      this.channel.ack(message);
      this.surroundings.filteredOut?.();
      return;
    }
    const json = recordJson(message);
    const { messageId } = message.properties;
    const tag = message.fields.deliveryTag;
    const item: Item = { json, bytes: Buffer.byteLength(json), tag, messageId: messageId ?? null };
    if (!this.#batching.fits(item)) {
      this.channel.ack(message);
      return;
    }
    this.#complete(this.#batching.add(item, performance.now()));
    this.#windowEnd ??= this.#endWindow();
  }

  /** The timer of the open batch, or of one before it that was full: then it only looks when to come again. */
  #endWindow(): NodeJS.Timeout | undefined {
    const { due } = this.#batching;
    if (due === Number.POSITIVE_INFINITY) return undefined;
    return setTimeout(
      () => {
        this.#complete(this.#batching.closeDue(performance.now()));
        this.#windowEnd = this.#endWindow();
      },
      Math.max(0, Math.ceil(due - performance.now())),
    );
  }

  #complete(batches: readonly Item[][]): void {
    this.#waiting.push(...batches);
    this.#handOver();
  }

  #handOver(): void {
    while (
      this.#state === "polling" &&
      this.#pause === undefined &&
      this.#waiting.length > 0 &&
      this.#running.size < this.#lookahead.batches
    ) {
      const run = this.#invoke(this.#waiting.shift() as Item[]).then(() => {
        this.#running.delete(run);
        this.#handOver();
      });
      this.#running.add(run);
    }
  }

  async #invoke(batch: readonly Item[]): Promise<void> {
    const begun = performance.now();
    const { error } = await this.surroundings
      .invoke(this.#writer.write(batch))
      .catch((reason): InvocationOutcome => ({ error: { type: "Uninvoked", message: String(reason) } }));
    this.#lookahead.answered(begun, performance.now());
    this.surroundings.report(error === null ? REPORTS.processed : REPORTS.function);
    if (error === null) {
      this.surroundings.processed(batch.map(({ messageId }) => messageId));
      this.#acknowledge(batch);
    } else {
      this.#return(batch);
      this.#rest();
    }
  }

  /** Answers come in the order of the batches, so that all that was delivered before is settled: one frame does for a batch. */
  #acknowledge(batch: readonly Item[]): void {
    if (this.#state !== "over") this.channel.ack(delivery(batch.at(-1)), true);
  }

  #return(batch: readonly Item[]): void {
    if (this.#state === "over") return;
    if (this.assumed.returnedBy === "nack") this.channel.nack(delivery(batch.at(-1)), true, true);
    else for (const item of batch) this.channel.reject(delivery(item), true);
  }

  #rest(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#handOver();
    }, this.assumed.pauseAfterError);
  }

  #end(): void {
    this.#state = "over";
    this.#clearTimers();
  }

  #clearTimers(): void {
    clearTimeout(this.#windowEnd);
    clearTimeout(this.#pause);
  }
}

/** All that settling a message needs of it. */
function delivery(item: Item | undefined): Message {
  return { fields: { deliveryTag: item?.tag } } as Message;
}
