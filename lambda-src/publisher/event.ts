import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";
import type { Destination } from "./destination";

/** What to publish. */
export interface PublisherEvent {
  /** How many messages: 1 to 1000. */
  readonly count: number;
  /** The body of each: text is sent as text/plain, an object as application/json. */
  readonly body: string | object;
  /** What each message id begins with; a UUID follows. AMQP takes ids of up to 255 bytes. */
  readonly messageIdPrefix: string;
  /** `queue`, or `exchange` and `routingKey`. @default the queue of the function's configuration */
  readonly destination?: Destination;
}

const DEFAULTS: Omit<PublisherEvent, "destination"> = {
  count: 1,
  body: { text: "A test message" },
  messageIdPrefix: "",
};

const MOST_MESSAGES = 1000;
const LONGEST_PREFIX = 200;

/** AMQP's limit for names and routing keys, in bytes. */
const LONGEST_NAME = 255;

const KEYS = [...Object.keys(DEFAULTS), "queue", "exchange", "routingKey"];

/**
 * Reads the function's event. Every key may be left out. It may say where in the virtual host messages go, but not to which broker, nor as
 * whom: that is configuration.
 *
 * @default one message with a short JSON body
 * @throws ExplainedError that lists everything wrong with it
 */
export function readEvent(event: unknown): PublisherEvent {
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, KEYS);
  const { count, body, messageIdPrefix } = { ...DEFAULTS, ...given };
  const countHolds = Number.isInteger(count) && count >= 1 && count <= MOST_MESSAGES;
  violations.check("count", count, countHolds, `a whole number from 1 to ${MOST_MESSAGES}`);
  const bodyHolds = typeof body === "string" || (typeof body === "object" && body !== null);
  violations.check("body", body, bodyHolds, "text or an object");
  const prefixHolds = typeof messageIdPrefix === "string" && Buffer.byteLength(messageIdPrefix) <= LONGEST_PREFIX;
  violations.check("messageIdPrefix", messageIdPrefix, prefixHolds, `text of at most ${LONGEST_PREFIX} bytes`);
  const destination = readDestination(given, violations);
  violations.throwIfAny("PublisherEventError");
  return { count, body, messageIdPrefix, ...(destination === undefined ? {} : { destination }) };
}

function readDestination(given: Readonly<Record<string, unknown>>, violations: Violations): Destination | undefined {
  const { queue, exchange, routingKey } = given;
  for (const [key, value] of Object.entries({ queue, exchange })) {
    const holds = value === undefined || (isText(value) && value !== "");
    violations.check(key, value, holds, `text of 1 to ${LONGEST_NAME} bytes`);
  }
  const keyHolds = routingKey === undefined || isText(routingKey);
  violations.check("routingKey", routingKey, keyHolds, `text of at most ${LONGEST_NAME} bytes`);
  if (queue !== undefined && (exchange ?? routingKey) !== undefined) {
    violations.add(
      "queue is given beside exchange or routingKey: give either a queue, or an exchange and a routing key.",
    );
  }
  if (routingKey !== undefined && exchange === undefined && queue === undefined) {
    violations.add("routingKey is given without exchange: name the exchange that heeds it.");
  }
  if (typeof queue === "string") return { queue };
  return typeof exchange === "string"
    ? { exchange, routingKey: typeof routingKey === "string" ? routingKey : "" }
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && Buffer.byteLength(value) <= LONGEST_NAME;
}
