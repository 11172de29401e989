/** What each kind of missing fact is in words: a clause without full stop. */
export type Clauses<Facts> = {
  readonly [Kind in keyof Facts]: (about: Facts[Kind], because: readonly string[]) => string;
};
