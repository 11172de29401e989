import type { Severity } from "../../../verdict";

/** What a finding of a rule does to its mapping's verdict. */
export type Effect = "fails" | "unknown" | "none";

/** A rule about something other than reachability. */
export interface Rule {
  readonly severity: Severity;
  readonly effect: Effect;
  /** A few words. */
  readonly title: string;
  /** What it means, in one or two sentences. */
  readonly meaning: string;
  /** A short piece of Terraform that the rule reports. */
  readonly example: string;
  /** Where AWS, RabbitMQ or the provider says so. */
  readonly source: string;
}
