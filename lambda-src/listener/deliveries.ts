import { ExplainedError } from "../shared/explained-error";
import { type QueueName, splitQueueKey } from "./queue-key";
import type { RabbitMqEvent, RabbitMqMessage } from "./rabbitmq-event";

/** A message of a batch, and where in the batch it is. */
export interface Delivery extends QueueName {
  readonly message: RabbitMqMessage;
  /** Its place among its queue's messages of this batch, from 1. */
  readonly position: number;
}

/**
 * Lists what a batch holds, in the order of delivery.
 *
 * @throws ExplainedError when the event does not come from a RabbitMQ event source mapping
 */
export function deliveriesOf(event: RabbitMqEvent): Delivery[] {
  if (event?.eventSource !== "aws:rmq" || typeof event.rmqMessagesByQueue !== "object") {
    throw new ExplainedError(
      "NotARabbitMqEvent",
      `The event's eventSource is ${JSON.stringify(event?.eventSource)}: this function takes the events of a RabbitMQ ` +
        "event source mapping, whose eventSource is aws:rmq. " +
        "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
    );
  }
  return Object.entries(event.rmqMessagesByQueue).flatMap(([key, messages]) =>
    messages.map((message, index) => ({ ...splitQueueKey(key), message, position: index + 1 })),
  );
}

/** Names a delivery for people: never by its body. */
export function describeDelivery({ message, queue, virtualHost, position }: Delivery): string {
  const { messageId } = message.basicProperties;
  const name = messageId == null ? "a message without an id" : `message ${JSON.stringify(messageId)}`;
  return `${name}, number ${position} from queue ${JSON.stringify(queue)} in virtual host ${JSON.stringify(virtualHost)}`;
}
