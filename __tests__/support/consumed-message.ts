import type { ConsumeMessage, MessageProperties } from "amqplib";

/** A message as amqplib hands it over: without properties, unless they are given. */
export function consumed({
  content = Buffer.alloc(0),
  redelivered = false,
  deliveryTag = 1,
  ...properties
}: Partial<MessageProperties> & {
  readonly content?: Buffer;
  readonly redelivered?: boolean;
  readonly deliveryTag?: number;
}): ConsumeMessage {
  return {
    content,
    fields: { deliveryTag, redelivered, exchange: "", routingKey: "orders", consumerTag: "consumer" },
    properties: properties as MessageProperties,
  };
}
