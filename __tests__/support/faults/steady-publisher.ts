import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelModel } from "amqplib";
import { connectAs } from "../rabbitmq-clients";
import type { RabbitMqServer } from "../rabbitmq-server";
import type { Ledger } from "./ledger";

/** Messages between two looks at the confirms. */
const CHUNK = 250;

/** Publishes persistent messages, whatever becomes of the broker meanwhile, and knows which were confirmed. */
export class SteadyPublisher {
  #sent = 0;
  #connection: ChannelModel | undefined;

  constructor(
    private readonly server: RabbitMqServer,
    private readonly virtualHost: string,
    private readonly queue: string,
    private readonly ledger: Ledger,
  ) {}

  /** @returns once so many are confirmed, all in all */
  async publishUntil(count: number): Promise<void> {
    while (this.ledger.confirmed < count) {
      try {
        await this.#publish(Math.min(CHUNK, count - this.ledger.confirmed));
      } catch {
        this.#connection = undefined;
        await sleep(100);
      }
    }
  }

  async #publish(count: number): Promise<void> {
    this.#connection ??= await connectAs(this.server.administrator, this.server, this.virtualHost);
    const channel = await this.#connection.createConfirmChannel();
    channel.on("error", () => {});
    const lost = new Promise<never>((_, reject) => {
      channel.on("close", () => reject(new Error("the channel is closed")));
    });
    lost.catch(() => {});
    const body = Buffer.alloc(1000, "x");
    const confirms = Array.from({ length: count }, () => {
      this.#sent += 1;
      const messageId = `message-${this.#sent}`;
      return new Promise<void>((resolve) => {
        channel.sendToQueue(this.queue, body, { persistent: true, messageId }, (error) => {
          if (error === null) this.ledger.confirm(messageId);
          resolve();
        });
      });
    });
    await Promise.race([lost, Promise.all(confirms)]);
    await channel.close();
  }
}
