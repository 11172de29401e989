import type { ResourceInstance } from "./instance";
import type { SourceConflict, SourceGuess } from "./source-conflict";

/** One thing to read. */
export interface Input {
  /** File name, or "standard input"; stands in messages. */
  readonly name: string;
  /** Parsed JSON; left out where the configuration stands by itself. */
  readonly json?: unknown;
  /** The configuration as it is written: the one that a plan was made from, or, without JSON, what is to be judged. */
  readonly source?: ConfigurationSource;
}

/** A configuration as it is written. Files are read when they are asked for. */
export interface ConfigurationSource {
  /** The folder of the root module. */
  readonly root: string;
  /** Folders of modules, by the path of their calls, such as `network.subnets`: what `.terraform/modules/modules.json` says. */
  readonly installed: ReadonlyMap<string, string>;
  /** Set where nobody said that a plan was made from it: its folder, for messages. It is used if it says what the plan's says. */
  readonly guessedFrom?: string;
  /** The files in a folder; undefined where it is not at hand. */
  files(folder: string): readonly SourceFile[] | undefined;
  /** Values of the root module's variables, the weakest first. */
  readonly variables?: readonly GivenVariables[];
  /** The text of another file, for `file()` and its like; undefined where it is not at hand. */
  read?(path: string): string | undefined;
}

/** Values that the user gives: a file of them, or a text for each of some. */
export type GivenVariables =
  | { readonly kind: "file"; readonly file: SourceFile }
  | { readonly kind: "text"; readonly name: string; readonly text: string };

/** A file of configuration: `.tf`, `.tf.json`, `.tofu` or `.tofu.json`. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Why an input cannot be used. */
export interface InputProblem {
  readonly input: string;
  readonly found: string;
  readonly expected: string;
}

/** At most so many problems are listed: a damaged file has as many as it has entries. */
const MAX_LISTED = 20;

/** Inputs that are not what the check reads. Lists every problem of every input. */
export class UnusableInputError extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    const listed = problems
      .slice(0, MAX_LISTED)
      .map(({ input, found, expected }) => `${input}: ${found}; expected ${expected}`);
    const more = problems.length - listed.length;
    super([...listed, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "UnusableInputError";
  }
}

/** What one input holds. */
export interface ReadInput {
  readonly kind: "plan" | "state" | "configuration";
  readonly name: string;
  readonly instances: readonly ResourceInstance[];
  /** What the plan destroys without replacing it. */
  readonly destroyed: readonly ResourceInstance[];
  readonly conflict?: SourceConflict | undefined;
  readonly guess?: SourceGuess | undefined;
  /** Set on a plan's JSON without the configuration that it was made from. */
  readonly isJsonAlone?: true;
}
