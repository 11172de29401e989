import type { RabbitMqBasicProperties, RabbitMqEvent, RabbitMqMessage } from "../../lambda-src/listener/rabbitmq-event";

/** What a message of {@link rabbitMqMessage} may differ in. */
export interface MessageChanges extends Partial<Omit<RabbitMqBasicProperties, "bodySize">> {
  readonly redelivered?: boolean;
  readonly body?: string | Buffer;
}

/** A message as Lambda shows it: published with a body and nothing else, unless told otherwise. */
export function rabbitMqMessage({ redelivered = false, body = "hello", ...properties }: MessageChanges = {}) {
  const content = Buffer.from(body as string);
  const message: RabbitMqMessage = {
    basicProperties: {
      contentType: null,
      contentEncoding: null,
      headers: null,
      deliveryMode: null,
      priority: null,
      correlationId: null,
      replyTo: null,
      expiration: null,
      messageId: null,
      timestamp: null,
      type: null,
      userId: null,
      appId: null,
      clusterId: null,
      ...properties,
      bodySize: content.length,
    },
    redelivered,
    data: content.toString("base64"),
  };
  return message;
}

/** A batch, by queue and virtual host. */
export function rabbitMqEvent(rmqMessagesByQueue: RabbitMqEvent["rmqMessagesByQueue"]): RabbitMqEvent {
  return {
    eventSource: "aws:rmq",
    eventSourceArn: "arn:aws:mq:eu-central-1:123456789012:broker:orders:b-0a1b2c3d-0000-4000-8000-000000000000",
    rmqMessagesByQueue,
  };
}
