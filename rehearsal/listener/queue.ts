import type { ConfirmChannel } from "amqplib";
import type { RunningBroker } from "../brokers/brokers";
import { connect } from "../poller/connection/connect";
import type { ExampleMessage } from "./event-file";

/** The queue that the listener is fed from, as the stacks' topology function declares one. */
export const QUEUE = "orders";
export const VIRTUAL_HOST = "/";

const DEAD_LETTERS = `${QUEUE}.dead-letter`;
const DELIVERY_LIMIT = 20;

/** A connection to the broker that publishes to the queue. */
export class Queue {
  private constructor(private readonly channel: ConfirmChannel) {}

  /** Declares it. It lives as long as the broker. */
  static async declare({ server }: RunningBroker): Promise<Queue> {
    const endpoint = { amqps: server.amqps, authority: server.access.authority };
    const connection = await connect(
      endpoint,
      VIRTUAL_HOST,
      server.access.user,
      "rehearsal",
      new AbortController().signal,
    );
    // When the broker is stopped in the end.
    connection.on("error", () => {});
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(DEAD_LETTERS, { arguments: { "x-queue-type": "quorum" } });
    await channel.assertQueue(QUEUE, {
      arguments: {
        "x-queue-type": "quorum",
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": DEAD_LETTERS,
      },
    });
    return new Queue(channel);
  }

  async publish(messages: readonly ExampleMessage[]): Promise<void> {
    for (const { body, properties } of messages) this.channel.sendToQueue(QUEUE, body, properties);
    await this.channel.waitForConfirms();
  }
}
