import type { Answer } from "../../proof/answer";
import type { Instance } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";

/** Types of brokers, whatever runs on them. */
export const BROKERS = ["aws_mq_broker"] as const;

/** Actions on the broker that the role of a mapping needs. */
export const ACTIONS = ["mq:DescribeBroker"] as const;

/** The engines of Amazon MQ, which takes them in any case. */
const ENGINES = ["rabbitmq", "activemq"] as const;

/** Whether a broker runs on an engine. */
export function runsOn(broker: Instance, engine: (typeof ENGINES)[number]): Answer {
  const given = textOf(broker.get("engine_type"))?.toLowerCase();
  if (given === engine) return "yes";
  return ENGINES.some((other) => other === given) ? "no" : "unknown";
}
