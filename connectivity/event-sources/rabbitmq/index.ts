import { ACTIONS, BROKERS, runsOn } from "../amazon-mq/engine";
import { placementOf } from "../amazon-mq/placement";
import type { EventSource } from "../source";
import { rabbitmqMappingRules, rabbitmqOwnRules, rabbitmqRules } from "./rules";

/**
 * Amazon MQ for RabbitMQ, polled by AMQP over TLS.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export const rabbitmq = {
  title: "Amazon MQ for RabbitMQ",
  types: BROKERS,
  service: "mq",
  target: { name: "broker", port: 5671 },
  access: { of: "Amazon MQ for RabbitMQ", actions: ACTIONS, types: ["BASIC_AUTH", "VIRTUAL_HOST"] },
  mappingRules: rabbitmqMappingRules,
  ownRules: rabbitmqOwnRules,
  rules: rabbitmqRules,
  recognizes: (broker) => runsOn(broker, "rabbitmq"),
  mayHave: () => true,
  placementOf,
} as const satisfies EventSource;
