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
   * `set-aside` logs the message at level ERROR and goes on. Lambda then acknowledges it: it is gone from the queue.
   *
   * @default "fail"
   */
  readonly undecodableMessages: "fail" | "set-aside";
}

/** @throws ExplainedError that lists every variable with a value that is not one of its values */
export function readSettings(environment: NodeJS.ProcessEnv): ListenerSettings {
  const { LOG_BODIES: logBodies = "false", UNDECODABLE_MESSAGES: undecodableMessages = "fail" } = environment;
  const violations = new Violations();
  violations.check("LOG_BODIES", logBodies, ["true", "false"].includes(logBodies), '"true" or "false"');
  const known = undecodableMessages === "fail" || undecodableMessages === "set-aside";
  violations.check("UNDECODABLE_MESSAGES", undecodableMessages, known, '"fail" or "set-aside"');
  violations.throwIfAny("ListenerSettingsError");
  return { logBodies: logBodies === "true", undecodableMessages: known ? undecodableMessages : "fail" };
}
