import type { MappingInterface } from "../../account-facts/index";
import type { MappingReport } from "../../connectivity/index";

/** What a question comes to. */
export type Outcome = "works" | "fails" | "unknown";

/** Why something does not work, or is not known, and what to do. */
export interface Cause {
  readonly what: string;
  readonly remedy: string;
  /** A page of AWS's, or where the text was seen. */
  readonly source?: string;
}

/** The answer to one of the questions of `mqesm verify`. */
export interface Answer {
  readonly question: "mapping" | "network" | "message";
  /** `skipped`: it was not asked. */
  readonly outcome: Outcome | "skipped";
  /** One sentence without a full stop. */
  readonly said: string;
  readonly causes: readonly Cause[];
  /** The network's paths. */
  readonly report?: MappingReport;
  /** The mapping's own in the network, where they could be read. */
  readonly interfaces?: readonly MappingInterface[];
}

/** What all answers come to. */
export function outcomeOf(answers: readonly Answer[]): Outcome {
  const has = (outcome: Outcome) => answers.some((answer) => answer.outcome === outcome);
  if (has("fails")) return "fails";
  return has("unknown") ? "unknown" : "works";
}
