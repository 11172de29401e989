import { type DecodedBody, decodeBody } from "./decode-body";
import { decodeHeaders, type Headers } from "./decode-headers";
import { decodeExpiration, decodeTimestamp } from "./decode-properties";
import type { Delivery } from "./deliveries";
import type { RabbitMqBasicProperties } from "./rabbitmq-event";

/** A message as your code gets it. */
export interface ReceivedMessage {
  readonly queue: string;
  readonly virtualHost: string;
  /** True when RabbitMQ has delivered it before, perhaps to an invocation that did part of its work. */
  readonly redelivered: boolean;
  /** What the publisher said about the message, decoded; null where it said nothing. */
  readonly properties: MessageProperties;
  readonly headers: Headers;
  readonly body: DecodedBody;
  /** The body's size in bytes, as it was published: before decompression. */
  readonly size: number;
}

/** The basic properties in JavaScript's own types. */
export type MessageProperties = Omit<
  RabbitMqBasicProperties,
  "headers" | "timestamp" | "expiration" | "bodySize" | "clusterId"
> & {
  /** In UTC. */
  readonly timestamp: Date | null;
  /** In milliseconds. */
  readonly expiration: number | null;
};

/**
 * Decodes a delivery.
 *
 * @throws Undecodable when its body is not what its properties say
 */
export function receive(delivery: Delivery): ReceivedMessage {
  const { message, queue, virtualHost } = delivery;
  const { headers, timestamp, expiration, bodySize, clusterId: _, ...properties } = message.basicProperties;
  return {
    queue,
    virtualHost,
    redelivered: message.redelivered,
    properties: {
      ...properties,
      timestamp: decodeTimestamp(timestamp),
      expiration: decodeExpiration(expiration),
    },
    headers: decodeHeaders(headers),
    body: decodeBody(message.data, properties.contentType, properties.contentEncoding),
    size: bodySize,
  };
}
