import type { Cause } from "../causes/cause";
import type { MissingFact } from "../causes/missing-fact";
import { type Judgement, unknown, YES } from "./judgement";

/** What the user asserts of the account, as `<subject>:<fact>`. */
export class Assumptions {
  readonly #asserted: ReadonlySet<string>;

  constructor(asserted: readonly string[]) {
    this.#asserted = new Set(asserted);
  }

  has({ assumable }: MissingFact): boolean {
    return assumable.length > 0 && assumable.every((fact) => this.#asserted.has(fact));
  }

  /** `yes` where the user asserts the fact, and unknown for the given cause where not. */
  judge(fact: MissingFact, cause: Cause): Judgement {
    return this.has(fact) ? assumed(fact) : unknown({ ...cause, missing: [fact] });
  }
}

/** A `yes` that rests on a fact which the user asserts. */
export function assumed({ assumable }: MissingFact): Judgement {
  return { ...YES, assumed: assumable };
}
