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
}

const KEYS = ["virtualHost", "queue", "deliveryLimit"];

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
  violations.throwIfAny("TopologyEventError");
  return event as TopologyEvent;
}
