import type { MissingFact, MissingFactOf, MissingFacts, MissingKind } from "../../causes/missing-fact";
import { iamClauses } from "./iam";
import { networkClauses } from "./network";
import { terraformClauses } from "./terraform";

/** What each kind of missing fact is in words: a clause without full stop. */
export type Clauses<Facts> = {
  readonly [Kind in keyof Facts]: (about: Facts[Kind], because: readonly string[]) => string;
};

const clauses: Clauses<MissingFacts> = {
  ...terraformClauses,
  ...networkClauses,
  ...iamClauses,
  told: ({ text }) => text,
};

/** A missing fact as a clause without full stop, such as "subnet-0abc is not in this input". */
export function clauseOf(fact: MissingFact): string {
  return inWords(fact);
}

function inWords<Kind extends MissingKind>({ kind, about, because }: MissingFactOf<Kind>): string {
  return clauses[kind](about, because.map(clauseOf));
}
