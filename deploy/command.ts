import type { Arguments } from "./arguments";
import type { Deployment } from "./deployment";
import type { EXIT_CODES } from "./exit-code";
import type { Questions } from "./questions";

/** How a command ended. */
export type Outcome = keyof typeof EXIT_CODES;

/** What a command does with one stack. */
export type Command = (deployment: Deployment, given: Arguments, questions: Questions) => Promise<Outcome>;
