import type { MissingFact } from "../terraform/model/model";
import { type Judgement, type Reason, unknown, YES } from "./judgement";

/** What the user asserts of the account, as `<subject>:<fact>`. */
export class Assumptions {
  readonly #asserted: ReadonlySet<string>;

  constructor(asserted: readonly string[]) {
    this.#asserted = new Set(asserted);
  }

  has(fact: MissingFact): boolean {
    return fact.assumption !== null && this.#asserted.has(fact.assumption);
  }

  /** `yes` where the user asserts the fact, and unknown for the given reason where not. */
  judge(fact: MissingFact, reason: Omit<Reason, "missing">): Judgement {
    return this.has(fact) ? assumed(fact) : unknown({ ...reason, missing: [fact] });
  }
}

/** A `yes` that rests on a fact which the user asserts. */
export function assumed(fact: MissingFact): Judgement {
  return { ...YES, assumed: fact.assumption === null ? [] : [fact.assumption] };
}

/** A fact that nothing but more input shows. */
export function inputFact(text: string): MissingFact {
  return { assumption: null, text };
}

/** A fact that the user can assert of a subject. */
export function accountFact(subject: string, fact: string, text: string): MissingFact {
  return { assumption: `${subject}:${fact}`, text };
}

/** A sentence that names facts, for explanations. */
export function sentenceOf(facts: readonly MissingFact[]): string {
  return `${capitalized(clausesOf(facts))}.`;
}

/** Facts as the end of a sentence, without full stop. */
export function clausesOf(facts: readonly MissingFact[]): string {
  const texts = withOneRemedy([...new Set(facts.map(({ text }) => text))]);
  return listed(texts);
}

/** What several facts want for alike is said once, after the last of them. */
function withOneRemedy(texts: readonly string[]): readonly string[] {
  const elsewhere = texts.filter((text) => text.endsWith(ELSEWHERE));
  if (elsewhere.length < 2) return texts;
  const others = texts.filter((text) => !text.endsWith(ELSEWHERE));
  const subjects = elsewhere.map((text) => text.slice(0, -ELSEWHERE.length));
  return [`${listed(subjects)}: add the state of their workspace`, ...others];
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_NAMED).join("; ");
  return texts.length > MOST_NAMED ? `${shown}; and ${texts.length - MOST_NAMED} more` : shown;
}

const ELSEWHERE = ": add its workspace's state";

/**
 * A clause as the beginning of a sentence. What starts with an address or an id stays as it is: case matters there.
 */
export function capitalized(clause: string): string {
  return /^[a-z]+ /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
}

/** Facts beyond this many are counted, not named. */
const MOST_NAMED = 8;
