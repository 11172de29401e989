import { parseArgs } from "node:util";
import { Mistake } from "../mistake";

/** Ids of the options, and what `--all` stands for. */
export const OPTIONS = [
  "option-1-public-broker",
  "option-2-default-vpc",
  "option-3-private-nat",
  "option-4-isolated",
  "option-5-public-subnets",
] as const;

export interface RehearseArguments {
  readonly options: readonly string[];
  /** How many messages to publish through each option. */
  readonly messages: number;
  /** How many options are rehearsed at a time. */
  readonly parallel: number;
  /** Three nodes over several zones. */
  readonly cluster: boolean;
  /** Whether the option stays up until it is interrupted. */
  readonly keep: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

const MOST_MESSAGES = 1_000_000;

/** @throws Mistake with everything that is wrong */
export function parseRehearseArguments(argv: readonly string[]): RehearseArguments {
  const { values, positionals } = parse(argv);
  const problems: string[] = [];
  const number = (name: "messages" | "parallel", otherwise: number, most: number): number => {
    const given = values[name];
    if (given === undefined) return otherwise;
    const parsed = Number(given);
    if (Number.isInteger(parsed) && parsed >= 1 && parsed <= most && /^\d+$/.test(given)) return parsed;
    problems.push(`--${name} is ${JSON.stringify(given)}: expected a whole number from 1 to ${most}.`);
    return otherwise;
  };
  const messages = number("messages", 1000, MOST_MESSAGES);
  const parallel = number("parallel", 1, OPTIONS.length);
  const help = values.help ?? false;
  for (const option of positionals.filter((each) => !(OPTIONS as readonly string[]).includes(each))) {
    problems.push(`${JSON.stringify(option)} is no option: expected some of ${OPTIONS.join(", ")}.`);
  }
  const all = values.all ?? false;
  if (all && positionals.length > 0) problems.push("--all and options are both given: choose one.");
  if (!all && positionals.length === 0 && !help) {
    problems.push(`no option is given: expected some of ${OPTIONS.join(", ")}, or --all.`);
  }
  const options = all ? OPTIONS : [...new Set(positionals)];
  const keep = values.keep ?? false;
  if (keep && options.length > 1) problems.push("--keep is for one option at a time.");
  if (problems.length > 0) throw new Mistake(problems);
  return { options, messages, parallel, cluster: values.cluster ?? false, keep, json: values.json ?? false, help };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        all: { type: "boolean" },
        messages: { type: "string" },
        parallel: { type: "string" },
        cluster: { type: "boolean" },
        keep: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s|\n/);
    throw new Mistake([`${sentence?.replace(/\.$/, "")}. See mqesm rehearse --help.`]);
  }
}
