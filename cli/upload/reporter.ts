import type { Event, Run, RunKind } from "../../hcp/runs/index";
import type { Verdict } from "./verdict";

/** What is told of an upload, to people or to programs. */
export interface Reporter {
  /** First of all, where the run can be looked at. */
  started(run: StartedRun): void;
  event(event: Event): void;
  verdict(verdict: Verdict): void;
  /** What it came to: a sentence, and what to do next. */
  ended(result: Result): void;
  /** What its reader should know besides. */
  note(text: string): void;
}

export interface StartedRun {
  readonly id: string;
  readonly url: string;
  readonly kind: RunKind;
  readonly organization: string;
  readonly workspace: string;
  /** Of the archive. */
  readonly digest: string;
  /** Whether an earlier upload started it. */
  readonly isFound: boolean;
}

export interface Result {
  readonly outcome: string;
  readonly code: number;
  readonly state: Run["status"] | null;
  readonly text: string;
}
