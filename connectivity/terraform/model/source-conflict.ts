/** Where a plan and the configuration that was given with it do not belong together. */
export interface SourceConflict {
  /** The plan's name. */
  readonly input: string;
  /** Addresses that only one of the two holds: the configuration is not used. */
  readonly different: readonly string[];
  /** Modules whose files are not at hand. */
  readonly absent: readonly string[];
}
