import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";

/** What to publish. */
export interface PublisherEvent {
  /** How many messages: 1 to 1000. */
  readonly count: number;
  /** The body of each: text is sent as text/plain, an object as application/json. */
  readonly body: string | object;
  /** What each message id begins with; a UUID follows. AMQP takes ids of up to 255 bytes. */
  readonly messageIdPrefix: string;
}

const DEFAULTS: PublisherEvent = { count: 1, body: { text: "A test message" }, messageIdPrefix: "" };

const MOST_MESSAGES = 1000;
const LONGEST_PREFIX = 200;

/**
 * Reads the function's event. Every key may be left out.
 *
 * @default one message with a short JSON body
 * @throws ExplainedError that lists everything wrong with it
 */
export function readEvent(event: unknown): PublisherEvent {
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, Object.keys(DEFAULTS));
  const { count, body, messageIdPrefix } = { ...DEFAULTS, ...given };
  const countHolds = Number.isInteger(count) && count >= 1 && count <= MOST_MESSAGES;
  violations.check("count", count, countHolds, `a whole number from 1 to ${MOST_MESSAGES}`);
  const bodyHolds = typeof body === "string" || (typeof body === "object" && body !== null);
  violations.check("body", body, bodyHolds, "text or an object");
  const prefixHolds = typeof messageIdPrefix === "string" && Buffer.byteLength(messageIdPrefix) <= LONGEST_PREFIX;
  violations.check("messageIdPrefix", messageIdPrefix, prefixHolds, `text of at most ${LONGEST_PREFIX} bytes`);
  violations.throwIfAny("PublisherEventError");
  return { count, body, messageIdPrefix };
}
