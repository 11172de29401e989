import { decodeBase64 } from "./base64";
import { type DecodedBody, decodeBody } from "./decode-body";
import { decodeHeaders, type Headers } from "./decode-headers";
import { decodeExpiration, decodeTimestamp } from "./decode-properties";
import type { Delivery } from "./deliveries";
import type { RabbitMqBasicProperties, RabbitMqMessage } from "./rabbitmq-event";
import { Undecodable, UnknownEncoding } from "./undecodable";

/** A message as your code gets it. */
export interface ReceivedMessage {
  readonly queue: string;
  readonly virtualHost: string;
  /** True when RabbitMQ has delivered it before, perhaps to an invocation that did part of its work. */
  readonly redelivered: boolean;
  /** What the publisher said about the message, decoded; null where it said nothing. */
  readonly properties: MessageProperties;
  readonly headers: Headers;
  readonly body: DecodedBody | UndecodedBody;
  /** The body's bytes as they were published: before decompression, in the publisher's character set. */
  readonly raw: Buffer;
  /** The body's size in bytes, as it was published: before decompression. */
  readonly size: number;
}

/** The body of a message that cannot be decoded: its bytes as they were published. */
export interface UndecodedBody {
  readonly kind: "undecoded";
  readonly bytes: Buffer;
  /** Why, without a word of the body. */
  readonly reason: string;
  /** Whether a content encoding or character set that nobody here knows is all that is in the way. */
  readonly encodingUnknown: boolean;
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

/** Decodes a delivery, as far as that goes. */
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
    ...receiveBody(message),
    size: bodySize,
  };
}

/** Nothing was seen to leave `data` out, or to write it in another way than base64. */
function receiveBody({ data = "", basicProperties }: RabbitMqMessage): Pick<ReceivedMessage, "body" | "raw"> {
  const raw = decodeBase64(data);
  if (raw === undefined) {
    const bytes = Buffer.from(data);
    const reason = "its data is not base64";
    return { raw: bytes, body: { kind: "undecoded", bytes, reason, encodingUnknown: false } };
  }
  try {
    return { raw, body: decodeBody(raw, basicProperties.contentType, basicProperties.contentEncoding) };
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
    const encodingUnknown = error instanceof UnknownEncoding;
    return { raw, body: { kind: "undecoded", bytes: raw, reason: error.message, encodingUnknown } };
  }
}
