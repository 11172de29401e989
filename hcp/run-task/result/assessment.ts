import type { MappingVerdict } from "../../../connectivity/index";
import type { Outcome } from "./outcome";

/** What is judged by, and what becomes of what cannot be decided. */
export interface AssessmentSettings {
  /** Facts that are asserted, as `mqesm check --assume` takes them. */
  readonly assume: readonly string[];
  /** What becomes of a run in which nothing fails and something cannot be decided. */
  readonly unknown: "fail" | "pass";
}

/** A result, in the words in which HCP Terraform shows it. */
export interface Assessment {
  readonly status: "passed" | "failed";
  /** `nothing`: there is nothing to judge; `not-judged`: there is, and it could not be judged. */
  readonly verdict: MappingVerdict | "nothing" | "not-judged";
  /** Says the verdict by itself: Terraform's own command line shows no outcomes. */
  readonly message: string;
  readonly outcomes: readonly Outcome[];
}
