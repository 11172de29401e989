import { sourceAccesses } from "../../aws/iam/credentials";
import { textOf } from "../../terraform/model/shown-values";
import { ACTIONS, BROKERS, runsOn } from "../amazon-mq/engine";
import type { EventSource } from "../source";
import { placementOf } from "./placement";
import { activemqOwnRules, activemqRules } from "./rules";

/**
 * Amazon MQ for ActiveMQ, polled by OpenWire over TLS.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export const activemq = {
  title: "Amazon MQ for ActiveMQ",
  types: BROKERS,
  service: "mq",
  target: { name: "broker", port: 61617 },
  access: { of: "Amazon MQ for ActiveMQ", actions: ACTIONS, types: ["BASIC_AUTH"] },
  mappingRules: [],
  ownRules: activemqOwnRules,
  rules: activemqRules,
  recognizes: (broker) => runsOn(broker, "activemq"),
  // Virtual hosts are RabbitMQ's.
  mayHave: (mapping) =>
    sourceAccesses(mapping.get("source_access_configuration")).every(
      (access) => textOf(access.get("type")) !== "VIRTUAL_HOST",
    ),
  placementOf,
} as const satisfies EventSource;
