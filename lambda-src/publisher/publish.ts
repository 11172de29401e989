import { randomUUID } from "node:crypto";
import type { ChannelModel } from "amqplib";
import { type Destination, routeTo } from "./destination";
import type { PublisherEvent } from "./event";
import { Outcomes } from "./outcomes";

/** What amqplib's error says for a negative confirm: other errors of a confirm mean that the channel has closed. */
const NEGATIVE_CONFIRM = "message nacked";

/**
 * Publishes persistent messages and waits until the broker has confirmed each of them.
 *
 * @param signal ends the wait
 * @returns the ids of the messages, all confirmed
 * @throws ExplainedError that says which messages were confirmed and which were not, and why
 * @see https://www.rabbitmq.com/docs/confirms
 */
export async function publish(
  connection: ChannelModel,
  destination: Destination,
  { count, body, messageIdPrefix }: PublisherEvent,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => `${messageIdPrefix}${randomUUID()}`);
  const outcomes = new Outcomes(ids);
  const troubles: string[] = [];
  const interrupted = interruption(connection, signal);
  connection.on("blocked", (reason) => troubles.push(`the broker takes no messages now: ${reason}`));
  try {
    await Promise.race([interrupted, publishAll(connection, destination, ids, body, outcomes)]);
  } catch (error) {
    troubles.push((error as Error).message);
  }
  return outcomes.allConfirmed(destination, troubles);
}

/** Never resolves; rejects when the connection is lost or time is over. */
function interruption(connection: ChannelModel, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the function's time is over")));
    connection.on("error", reject);
    connection.on("close", () => reject(new Error("the broker closed the connection")));
  });
}

/** Resolves once the broker has answered every message; rejects when the channel closes before. */
async function publishAll(
  connection: ChannelModel,
  destination: Destination,
  ids: readonly string[],
  body: PublisherEvent["body"],
  outcomes: Outcomes,
): Promise<void> {
  const isText = typeof body === "string";
  const content = Buffer.from(isText ? body : JSON.stringify(body));
  const properties = {
    contentType: isText ? "text/plain" : "application/json",
    persistent: true,
    mandatory: true,
    timestamp: Math.floor(Date.now() / 1000),
  };
  const { exchange, routingKey } = routeTo(destination);
  const channel = await connection.createConfirmChannel();
  channel.on("return", (message) => outcomes.note(message.properties.messageId, "returned"));

  await new Promise<void>((resolve, reject) => {
    channel.on("error", reject);
    const waiting = [...ids];
    const fill = () => {
      for (let messageId = waiting.shift(); messageId !== undefined; messageId = waiting.shift()) {
        const id = messageId;
        const hasRoom = channel.publish(exchange, routingKey, content, { ...properties, messageId: id }, (error) => {
          if (!error) outcomes.note(id, "confirmed");
          else if (error.message === NEGATIVE_CONFIRM) outcomes.note(id, "refused");
          if (outcomes.complete) resolve();
        });
        if (!hasRoom) {
          channel.once("drain", fill);
          return;
        }
      }
    };
    fill();
  });
}
