import type { ConsumeMessage, GetMessage, MessagePropertyHeaders } from "amqplib";
import type { RabbitMqEvent, RabbitMqHeaderValue } from "../../lambda-src/listener/rabbitmq-event";
import { rabbitMqEvent } from "./rabbitmq-events";

/** Writes messages that were consumed from RabbitMQ as Lambda writes them for a function. */
export function consumedBatch(
  queue: string,
  virtualHost: string,
  messages: readonly (ConsumeMessage | GetMessage)[],
): RabbitMqEvent {
  return rabbitMqEvent({
    [`${queue}::${virtualHost}`]: messages.map(({ content, fields, properties }) => ({
      basicProperties: {
        contentType: properties.contentType ?? null,
        contentEncoding: properties.contentEncoding ?? null,
        headers: properties.headers === undefined ? null : headersOf(properties.headers),
        deliveryMode: properties.deliveryMode ?? null,
        priority: properties.priority ?? null,
        correlationId: properties.correlationId ?? null,
        replyTo: properties.replyTo ?? null,
        expiration: properties.expiration ?? null,
        messageId: properties.messageId ?? null,
        timestamp: properties.timestamp === undefined ? null : javaDate(properties.timestamp),
        type: properties.type ?? null,
        userId: properties.userId ?? null,
        appId: properties.appId ?? null,
        clusterId: properties.clusterId ?? null,
        bodySize: content.length,
      },
      redelivered: fields.redelivered,
      data: content.toString("base64"),
    })),
  });
}

function headersOf(table: MessagePropertyHeaders): Record<string, RabbitMqHeaderValue> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, headerValue(value)]));
}

function headerValue(value: unknown): RabbitMqHeaderValue {
  // Java's bytes are signed.
  if (typeof value === "string") return { bytes: [...new Int8Array(Buffer.from(value))] };
  if (Array.isArray(value)) return value.map(headerValue);
  if (value !== null && typeof value === "object") {
    const { "!": type, value: seconds } = value as { "!"?: string; value?: number };
    return type === "timestamp" ? javaDate(Number(seconds)) : headersOf(value);
  }
  return value as RabbitMqHeaderValue;
}

/** As a newer Java does, with U+202F before AM and PM, which is what Node does too. */
function javaDate(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString("en-US", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  });
}
