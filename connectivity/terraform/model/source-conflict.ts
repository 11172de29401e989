/** A configuration that nobody named, and that was read with a plan because it says what the plan's says. */
export interface SourceGuess {
  /** The plan's name. */
  readonly input: string;
  readonly folder: string;
}

/** Where a plan and the configuration that was given with it do not belong together. */
export interface SourceConflict {
  /** The plan's name. */
  readonly input: string;
  /** Addresses that only one of the two holds, and arguments that do not say the same: the configuration is not used. */
  readonly different: readonly string[];
  /** Modules whose files are not at hand. */
  readonly absent: readonly string[];
}
