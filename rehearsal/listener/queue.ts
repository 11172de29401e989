import type { ConfirmChannel } from "amqplib";
import type { RunningBroker } from "../brokers/brokers";
import { manage } from "../brokers/management-api";
import { connect } from "../poller/connection/connect";
import type { ExampleMessage } from "./event-file";
import type { RehearsedListener } from "./find-listener";

/** What the listener is fed from. */
type Wanted = Pick<RehearsedListener, "queue" | "virtualHost" | "deliveryLimit">;

/** A connection to the broker that publishes to the queue. */
export class Queue {
  private constructor(
    private readonly channel: ConfirmChannel,
    private readonly name: string,
  ) {}

  /** Declares it, much as the stacks' topology function does. It lives as long as the broker. */
  static async declare({ server }: RunningBroker, { queue, virtualHost, deliveryLimit }: Wanted): Promise<Queue> {
    const { access } = server;
    await manage(access, "PUT", ["vhosts", virtualHost], {});
    const everything = { configure: ".*", write: ".*", read: ".*" };
    await manage(access, "PUT", ["permissions", virtualHost, access.user.username], everything);
    const endpoint = { amqps: server.amqps, authority: access.authority };
    const deadLetters = `${queue}.dead-letter`;
    const connection = await connect(endpoint, virtualHost, access.user, "rehearsal", new AbortController().signal);
    // When the broker is stopped in the end.
    connection.on("error", () => {});
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(deadLetters, { arguments: { "x-queue-type": "quorum" } });
    await channel.assertQueue(queue, {
      arguments: {
        "x-queue-type": "quorum",
        "x-delivery-limit": deliveryLimit,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": deadLetters,
      },
    });
    return new Queue(channel, queue);
  }

  async publish(messages: readonly ExampleMessage[]): Promise<void> {
    for (const { body, properties } of messages) this.channel.sendToQueue(this.name, body, properties);
    await this.channel.waitForConfirms();
  }
}
