import type { Cause } from "../causes/cause";
import { keyOfFact } from "../causes/missing-fact";
import { type Answer, agreed, every } from "./answer";

/**
 * Whether something lets a connection through. `no` and `yes` are proven; everything else is `unknown`. The causes say
 * why it is not `yes`, the decisive one first; `assumed` holds what the user asserted and the answer rests on.
 */
export interface Judgement {
  readonly verdict: Answer;
  readonly causes: readonly Cause[];
  readonly assumed: readonly string[];
}

export const YES: Judgement = { verdict: "yes", causes: [], assumed: [] };

export function no(cause: Cause): Judgement {
  return { verdict: "no", causes: [cause], assumed: [] };
}

export function unknown(cause: Cause): Judgement {
  return { verdict: "unknown", causes: [cause], assumed: [] };
}

/** All of them have to let it through. */
export function all(parts: readonly Judgement[]): Judgement {
  const verdict = every(parts.map((part) => part.verdict));
  return {
    verdict,
    causes: verdict === "yes" ? [] : causesOf(parts.filter((part) => part.verdict === verdict)),
    assumed: assumedOf(parts),
  };
}

/**
 * Exactly one of the alternatives is so, and the input does not say which: a verdict that all of them share holds, and
 * where they differ, `undecided` is the cause.
 */
export function choose(alternatives: readonly Judgement[], undecided: Cause): Judgement {
  const [first, ...others] = alternatives;
  if (first === undefined) return unknown(undecided);
  const assumed = assumedOf(alternatives);
  const verdict = agreed(alternatives.map((alternative) => alternative.verdict));
  if (verdict !== "unknown" || others.length === 0) return { verdict, causes: causesOf(alternatives), assumed };
  const open = alternatives.filter((alternative) => alternative.verdict === "unknown");
  return { verdict: "unknown", causes: [undecided, ...causesOf(open)], assumed };
}

/** The same judgement, if it is not `yes`, for causes that come before its own. */
export function because(judgement: Judgement, ...causes: readonly Cause[]): Judgement {
  return judgement.verdict === "yes" ? judgement : { ...judgement, causes: [...causes, ...judgement.causes] };
}

function causesOf(judgements: readonly Judgement[]): readonly Cause[] {
  const causes = [...new Set(judgements.flatMap((judgement) => judgement.causes))];
  return causes.length < 2 ? causes : [...new Map(causes.map((cause) => [keyOf(cause), cause])).values()];
}

/** The same for causes with the same facts. */
function keyOf({ code, resource, facts, missing }: Cause): string {
  return `${code} ${resource} ${JSON.stringify(facts)} ${missing.map(keyOfFact).join()}`;
}

function assumedOf(judgements: readonly Judgement[]): readonly string[] {
  return [...new Set(judgements.flatMap((judgement) => judgement.assumed))];
}
