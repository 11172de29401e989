import type { PlacementStrategy } from "../modules/network/placement";

/**
 * A public broker: the mapping uses the service's own network, and so do the functions. RabbitMQ authentication is the only
 * door, for a public RabbitMQ broker takes no security groups.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export const publicBroker: PlacementStrategy = () => ({
  broker: { publiclyAccessible: true },
  surround: () => ({ ready: [] }),
});
