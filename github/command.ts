import { parseArgs } from "node:util";
import { Mistake } from "../modules/mistake";
import type { Job } from "./job";

/** What a step of a workflow runs. @throws Mistake when somebody can put it right */
export type Command = (argv: readonly string[], job: Job) => Promise<void>;

/**
 * Options with values, all of them needed but those that have a default.
 *
 * @throws Mistake naming what is missing or unknown
 */
export function optionsIn<Needed extends string, Optional extends string = never>(
  argv: readonly string[],
  needed: readonly Needed[],
  optional: readonly Optional[] = [],
): Readonly<Record<Needed, string>> & Readonly<Partial<Record<Optional, string>>> {
  const options = Object.fromEntries([...needed, ...optional].map((name) => [name, { type: "string" as const }]));
  const values = parse(argv, options);
  const missing = needed.filter((name) => !values[name]);
  if (missing.length > 0)
    throw new Mistake(missing.map((name) => `--${name} is missing: it needs a value.`).join("\n"));
  const set = Object.entries(values).filter(([, value]) => value);
  return Object.fromEntries(set) as ReturnType<typeof optionsIn<Needed, Optional>>;
}

function parse(argv: readonly string[], options: Record<string, { type: "string" }>): Record<string, unknown> {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new Mistake(`${(error as Error).message.split(/\.\s|\n/)[0]}.`);
  }
}
