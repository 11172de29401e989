import type { MissingFact } from "../causes/missing-fact";
import { clauseOf } from "./missing/clauses";

/** A sentence that names facts. */
export function sentenceOf(facts: readonly MissingFact[]): string {
  return `${capitalized(clausesOf(facts))}.`;
}

/** Facts as the end of a sentence, without full stop. What several facts want for alike is said once, after the last of them. */
export function clausesOf(facts: readonly MissingFact[]): string {
  const apart = new Set(facts.filter(({ shownBy }) => shownBy === "its-workspace").map(clauseOf));
  const here = new Set(facts.filter(({ shownBy }) => shownBy !== "its-workspace").map(clauseOf));
  const elsewhere = [...apart];
  if (elsewhere.length < 2) return listed([...new Set(facts.map(withRemedy))]);
  return listed([`${listed(elsewhere)}: add the state of their workspace`, ...here]);
}

/** A fact as a clause that says where it would be shown. */
export function withRemedy(fact: MissingFact): string {
  const clause = clauseOf(fact);
  return fact.shownBy === "its-workspace" ? `${clause}: add its workspace's state` : clause;
}

/** The first few of many facts, as the end of a sentence that has a matter of its own. */
export function briefly(facts: readonly MissingFact[]): string {
  return facts.length === 0 ? "the input does not show it" : listed([...new Set(facts.map(withRemedy))], MOST_BRIEFLY);
}

function listed(texts: readonly string[], most = MOST_NAMED): string {
  const shown = texts.slice(0, most).join("; ");
  return texts.length > most ? `${shown}; and ${texts.length - most} more` : shown;
}

/**
 * A clause as the beginning of a sentence. What starts with an address or an id stays as it is: case matters there.
 */
export function capitalized(clause: string): string {
  return /^[a-z]+ /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
}

/** Facts beyond this many are counted, not named. */
const MOST_NAMED = 8;
const MOST_BRIEFLY = 3;
