import type { MissingFact, MissingFactOf, MissingFacts, MissingKind } from "../../causes/missing-fact";
import type { Clauses } from "./clause-table";
import { iamClauses } from "./iam";
import { networkClauses } from "./network";
import { terraformClauses } from "./terraform";

const clauses: Clauses<MissingFacts> = {
  ...terraformClauses,
  ...networkClauses,
  ...iamClauses,
};

/** A missing fact as a clause without full stop, such as "subnet-0abc is not in this input". */
export function clauseOf(fact: MissingFact): string {
  return inWords(fact);
}

function inWords<Kind extends MissingKind>({ kind, about, because }: MissingFactOf<Kind>): string {
  return clauses[kind](about, because.map(clauseOf));
}
