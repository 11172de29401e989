import { Violations } from "../shared/violations";

/** What the function's environment says. */
export interface ListenerSettings {
  /**
   * `LOG_BODIES`: whether log lines hold decoded bodies.
   *
   * @default false
   */
  readonly logBodies: boolean;
  /**
   * `UNDECODABLE_MESSAGES`: `fail` fails the batch, so that the queue's delivery limit and its dead-letter queue decide;
   * `set-aside` logs the message at level ERROR and goes on: Lambda then acknowledges it, and it is gone from the queue;
   * `hand-over` gives your code its bytes.
   *
   * @default `hand-over` for a content encoding or character set that is not known, `fail` for all else
   */
  readonly undecodableMessages: UndecodableMessages | undefined;
}

const OUTCOMES = ["fail", "set-aside", "hand-over"] as const;

/** What becomes of a message that cannot be decoded. */
export type UndecodableMessages = (typeof OUTCOMES)[number];

/** @throws ExplainedError that lists every variable with a value that is not one of its values */
export function readSettings(environment: NodeJS.ProcessEnv): ListenerSettings {
  const { LOG_BODIES: logBodies = "false", UNDECODABLE_MESSAGES: given } = environment;
  const violations = new Violations();
  violations.check("LOG_BODIES", logBodies, ["true", "false"].includes(logBodies), '"true" or "false"');
  const undecodableMessages = OUTCOMES.find((outcome) => outcome === given);
  const known = given === undefined || undecodableMessages !== undefined;
  violations.check("UNDECODABLE_MESSAGES", given, known, '"fail", "set-aside" or "hand-over"');
  violations.throwIfAny("ListenerSettingsError");
  return { logBodies: logBodies === "true", undecodableMessages };
}
