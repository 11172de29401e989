import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";
import { deadLetterName } from "./dead-letter-name";
import { checkName, LONGEST_NAME } from "./names";

/** What to declare: only what may change from one invocation to the next. Where, and for whom, is configuration. */
export interface TopologyEvent {
  readonly virtualHost: string;
  readonly queue: string;
  /** How often a message may come back to the queue before it goes to the dead-letter queue: 1 or more. */
  readonly deliveryLimit: number;
  /** The exchange to bind the queue to, beside the default one. */
  readonly exchange?: string;
  readonly exchangeType?: ExchangeType;
  /** What binds the queue to that exchange: these and no others. A fanout exchange heeds none, and is bound without. */
  readonly routingKeys?: readonly string[];
}

/** How an exchange routes. */
export type ExchangeType = (typeof EXCHANGE_TYPES)[number];

const EXCHANGE_TYPES = ["topic", "direct", "fanout"] as const;
const KEYS = ["virtualHost", "queue", "deliveryLimit", "exchange", "exchangeType", "routingKeys"];

/**
 * Reads the function's event. It cannot name the broker, a secret or a user: whoever may invoke the function could then
 * have the administrator's password sent to a host of their choice.
 *
 * @throws ExplainedError that lists everything wrong with it
 */
export function readEvent(event: unknown): TopologyEvent {
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, KEYS);
  if (Object.keys(given).some((key) => !KEYS.includes(key))) {
    violations.add(
      "The broker's URL, the secrets and the users come from the function's environment, never from an event: no secret " +
        "was read, and nothing was sent.",
    );
  }
  checkName(violations, "virtualHost", given.virtualHost, LONGEST_NAME);
  const suffix = Buffer.byteLength(deadLetterName(""));
  checkName(violations, "queue", given.queue, LONGEST_NAME - suffix);
  const reserved = typeof given.queue === "string" && given.queue.startsWith("amq.");
  violations.check("queue", given.queue, !reserved, "a name that RabbitMQ does not reserve (amq.…)");
  const limit = given.deliveryLimit;
  const limitHolds = Number.isSafeInteger(limit) && Number(limit) >= 1;
  violations.check("deliveryLimit", limit, limitHolds, "a whole number from 1 up");
  if (["exchange", "exchangeType", "routingKeys"].some((key) => key in given)) checkBinding(violations, given);
  violations.throwIfAny("TopologyEventError");
  return event as TopologyEvent;
}

function checkBinding(violations: Violations, { exchange, exchangeType, routingKeys }: Record<string, unknown>): void {
  checkName(violations, "exchange", exchange, LONGEST_NAME);
  const types: readonly unknown[] = EXCHANGE_TYPES;
  violations.check("exchangeType", exchangeType, types.includes(exchangeType), '"topic", "direct" or "fanout"');
  const keysHold = Array.isArray(routingKeys) && routingKeys.every((key) => typeof key === "string");
  violations.check("routingKeys", routingKeys, keysHold, "a list of texts");
}
