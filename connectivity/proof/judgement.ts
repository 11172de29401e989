import type { ReasonCode } from "../causes/reasons";
import type { MissingFact } from "../terraform/model/model";
import { type Answer, agreed, every } from "./answer";

/** A resource to name: the one that decides, which is the one to change. */
export interface Subject {
  readonly address: string;
  readonly constructPath: string | null;
}

/** Why something is not reachable, or not known to be. */
export interface Reason {
  readonly code: ReasonCode;
  readonly resource: Subject | null;
  /** One sentence: why. */
  readonly explanation: string;
  /** One sentence: what to do, or what would decide it. */
  readonly remedy: string;
  /** Where it is not known: the facts that would decide. */
  readonly missing: readonly MissingFact[];
}

/**
 * Whether something lets a connection through. `no` and `yes` are proven; everything else is `unknown`. The reasons say
 * why it is not `yes`, the decisive one first; `assumed` holds what the user asserted and the answer rests on.
 */
export interface Judgement {
  readonly verdict: Answer;
  readonly reasons: readonly Reason[];
  readonly assumed: readonly string[];
}

export const YES: Judgement = { verdict: "yes", reasons: [], assumed: [] };

export function no(reason: Omit<Reason, "missing">): Judgement {
  return { verdict: "no", reasons: [{ ...reason, missing: [] }], assumed: [] };
}

export function unknown(reason: Reason): Judgement {
  return { verdict: "unknown", reasons: [reason], assumed: [] };
}

/** All of them have to let it through. */
export function all(parts: readonly Judgement[]): Judgement {
  const verdict = every(parts.map((part) => part.verdict));
  return {
    verdict,
    reasons: verdict === "yes" ? [] : reasonsOf(parts.filter((part) => part.verdict === verdict)),
    assumed: assumedOf(parts),
  };
}

/**
 * Exactly one of the alternatives is so, and the input does not say which: a verdict that all of them share holds, and
 * where they differ, `undecided` is the reason.
 */
export function choose(alternatives: readonly Judgement[], undecided: Reason): Judgement {
  const [first, ...others] = alternatives;
  if (first === undefined) return unknown(undecided);
  const assumed = assumedOf(alternatives);
  const verdict = agreed(alternatives.map((alternative) => alternative.verdict));
  if (verdict !== "unknown" || others.length === 0) return { verdict, reasons: reasonsOf(alternatives), assumed };
  const open = alternatives.filter((alternative) => alternative.verdict === "unknown");
  return { verdict: "unknown", reasons: [undecided, ...reasonsOf(open)], assumed };
}

/** The same judgement, if it is not `yes`, for a reason that comes before its own. */
export function because(judgement: Judgement, ...reasons: readonly Reason[]): Judgement {
  return judgement.verdict === "yes" ? judgement : { ...judgement, reasons: [...reasons, ...judgement.reasons] };
}

function reasonsOf(judgements: readonly Judgement[]): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const reason of judgements.flatMap((judgement) => judgement.reasons)) {
    const key = `${reason.code} ${reason.resource?.address} ${reason.explanation}`;
    if (!reasons.has(key)) reasons.set(key, reason);
  }
  return [...reasons.values()];
}

function assumedOf(judgements: readonly Judgement[]): readonly string[] {
  return [...new Set(judgements.flatMap((judgement) => judgement.assumed))];
}
