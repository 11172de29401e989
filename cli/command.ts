import type { Surroundings } from "./surroundings";

/**
 * A subcommand: its arguments in, the process's exit code out.
 *
 * @throws Mistake when the user can put it right.
 */
export type Command = (argv: readonly string[], around: Surroundings) => Promise<number>;
