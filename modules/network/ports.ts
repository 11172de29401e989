/**
 * Ports of the field.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements.html
 */
export const ports = {
  /** AMQP 0-9-1 over TLS: what the mapping and every client speaks. */
  amqps: 5671,
  /** The AWS APIs; on the broker, RabbitMQ's management API and console. */
  https: 443,
} as const;
