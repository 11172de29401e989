import { type MissingFact, toldFact } from "../causes/missing-fact";

export { capitalized, clausesOf, sentenceOf } from "../wording/clauses";
export { Assumptions, assumed } from "./assumptions";

/** A fact that nothing but more input shows, as a clause: to be taken apart into facts. */
export function inputFact(text: string): MissingFact {
  return toldFact(text);
}

/** A fact that the user can assert of a subject, as a clause: to be taken apart into facts. */
export function accountFact(subject: string, fact: string, text: string): MissingFact {
  return toldFact(text, `${subject}:${fact}`);
}
