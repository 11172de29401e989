import type { Plan } from "../plan/plan";
import type { PlannedChange } from "../plan/planned-change";

/** What a reviewer must not miss, by the harm that it does, the worst first. */
export const HARMS = ["messages", "outage", "refused", "access", "code", "unknown"] as const;

export type HarmKind = (typeof HARMS)[number];

/** A harm of a plan. */
export interface Harm {
  /** Code of the rule, or of the check's finding. */
  readonly code: string;
  readonly kind: HarmKind;
  /** Address of the resource that does it. */
  readonly resource: string;
  /** What happens, in a sentence. */
  readonly explanation: string;
  /** What to do about it; "" where it is only to be known. */
  readonly remedy: string;
  /** Where AWS, the provider or Terraform says so. */
  readonly source: string;
}

/** A rule that sees a harm in one change of a plan. */
export interface HarmRule {
  readonly code: string;
  readonly kind: HarmKind;
  /** A few words. */
  readonly title: string;
  /** What it means, in one or two sentences. */
  readonly meaning: string;
  readonly source: string;
  /** The types of resources that it looks at; left out where it looks at all. */
  readonly types?: readonly string[];
  /** What happens and what to do; undefined where the change does no such harm. Values in it are of those that are shown. */
  check(change: PlannedChange, plan: Plan): HarmWords | undefined;
}

export interface HarmWords {
  readonly explanation: string;
  readonly remedy?: string;
}
