/**
 * What Lambda hands over for a RabbitMQ event source mapping.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export interface RabbitMqEvent {
  readonly eventSource: "aws:rmq";
  /** The broker's ARN. */
  readonly eventSourceArn: string;
  /** Messages by `<queue>::<virtual host>`: see `splitQueueKey` for names that hold `::` themselves. */
  readonly rmqMessagesByQueue: Readonly<Record<string, readonly RabbitMqMessage[]>>;
}

/** One delivery. */
export interface RabbitMqMessage {
  readonly basicProperties: RabbitMqBasicProperties;
  /** True when RabbitMQ has delivered this message before: after a failed batch, true for all of its messages. */
  readonly redelivered: boolean;
  /** The body, in base64. */
  readonly data: string;
}

/** AMQP 0-9-1's basic properties. What the publisher did not set is null. */
export interface RabbitMqBasicProperties {
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  readonly headers: Readonly<Record<string, RabbitMqHeaderValue>> | null;
  /** 1: lost when the broker restarts. 2: persistent. Quorum queues keep both. */
  readonly deliveryMode: number | null;
  readonly priority: number | null;
  readonly correlationId: string | null;
  readonly replyTo: string | null;
  /** Milliseconds: text in AWS's documentation, a number in AWS's samples. */
  readonly expiration: string | number | null;
  readonly messageId: string | null;
  /**
   * Java's own way to write a date, without a zone: `Jan 1, 1970, 12:33:41 AM`. Newer Java versions put U+202F before
   * AM and PM, older ones no comma after the year.
   */
  readonly timestamp: string | null;
  readonly type: string | null;
  readonly userId: string | null;
  readonly appId: string | null;
  readonly clusterId: string | null;
  /** The body's size in bytes. */
  readonly bodySize: number;
}

/** A header's value: strings come as their bytes, tables and arrays nest. */
export type RabbitMqHeaderValue =
  | null
  | boolean
  | number
  | string
  | RabbitMqHeaderString
  | readonly RabbitMqHeaderValue[]
  | { readonly [name: string]: RabbitMqHeaderValue };

/** A string among the headers: its UTF-8 bytes. Java's bytes are signed, so -128 to 127, or 0 to 255. */
export interface RabbitMqHeaderString {
  readonly bytes: readonly number[];
}
