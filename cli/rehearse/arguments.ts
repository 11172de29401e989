import { ASSUMPTIONS, type Assumptions } from "../../rehearsal";
import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

/** Ids of the options, and what `--all` stands for. */
export const OPTIONS = [
  "option-1-public-broker",
  "option-2-default-vpc",
  "option-3-private-nat",
  "option-4-isolated",
  "option-5-public-subnets",
] as const;

/** A listener alone is rehearsed. */
export interface ListenerArguments {
  /** Of `lambda-src/listeners`; null: `lambda-src/listener`. */
  readonly name: string | null;
  /** The file of example messages; null: the listener's own, or a message of ours. */
  readonly event: string | null;
  /** Whether to end once they are processed. */
  readonly once: boolean;
}

export interface RehearseArguments {
  /** Null: options are rehearsed. */
  readonly listener: ListenerArguments | null;
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
  /** How the poller returns a failed batch, which AWS does not document. */
  readonly returnedBy: Assumptions["returnedBy"];
  readonly help: boolean;
}

const MOST_MESSAGES = 1_000_000;

/** @throws Mistake with everything that is wrong */
export function parseRehearseArguments(argv: readonly string[]): RehearseArguments {
  const { values, positionals: given } = parse(argv);
  const problems: string[] = [];
  const listener = listenerArguments(values, given, problems);
  // What follows --listener is its name, not an option's.
  const positionals = listener === null ? given : [];
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
  if (!all && positionals.length === 0 && !help && listener === null) {
    problems.push(`no option is given: expected some of ${OPTIONS.join(", ")}, --all, or --listener.`);
  }
  const options = all ? OPTIONS : [...new Set(positionals)];
  const keep = values.keep ?? false;
  if (keep && options.length > 1) problems.push("--keep is for one option at a time.");
  const returnedBy = WAYS_BACK.find((way) => way === (values["returned-by"] ?? ASSUMPTIONS.returnedBy));
  if (returnedBy === undefined) {
    problems.push(`--returned-by is ${JSON.stringify(values["returned-by"])}: expected ${WAYS_BACK.join(" or ")}.`);
  }
  if (problems.length > 0 || returnedBy === undefined) throw new Mistake(problems);
  const { cluster = false, json = false } = values;
  return { listener, options, messages, parallel, cluster, keep, json, returnedBy, help };
}

const WAYS_BACK = ["reject", "nack"] as const;

/** Options of the command that have no meaning for a listener alone. */
const FOR_OPTIONS = ["all", "messages", "parallel", "cluster", "keep", "json"] as const;

function listenerArguments(
  values: ReturnType<typeof parse>["values"],
  names: readonly string[],
  problems: string[],
): ListenerArguments | null {
  const { event, once } = values;
  if (values.listener !== true) {
    if (event !== undefined) problems.push("--event is for --listener.");
    if (once !== undefined) problems.push("--once is for --listener.");
    return null;
  }
  const strange = FOR_OPTIONS.filter((name) => values[name] !== undefined);
  if (strange.length > 0) {
    problems.push(`--listener rehearses no option: leave out ${strange.map((name) => `--${name}`).join(", ")}.`);
  }
  if (names.length > 1) problems.push(`--listener is for one listener at a time: ${names.join(", ")}.`);
  if (event === "") problems.push("--event is empty: it needs a file's name.");
  return { name: names[0] ?? null, event: event ?? null, once: once ?? false };
}

function parse(argv: readonly string[]) {
  return parseOptions("rehearse", argv, {
    all: { type: "boolean" },
    listener: { type: "boolean" },
    event: { type: "string" },
    once: { type: "boolean" },
    "returned-by": { type: "string" },
    messages: { type: "string" },
    parallel: { type: "string" },
    cluster: { type: "boolean" },
    keep: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
}
