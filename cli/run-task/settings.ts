import { availableParallelism } from "node:os";
import { DEFAULT_SETTINGS, HCP_HOST, RUN_TASK_PATH } from "../../hcp/run-task/index";
import { Mistake } from "../mistake";

/** What the service is started with, but for its key. */
export interface RunTaskSettings {
  readonly hostname: string;
  readonly address: string;
  readonly port: number;
  readonly unknown: "fail" | "pass";
  readonly assume: readonly string[];
  readonly concurrency: number;
  readonly judges: number;
  readonly queue: number;
  /** In MB. */
  readonly largestPlan: number;
  /** In MB. */
  readonly largestArchive: number;
  /** In MB. */
  readonly memory: number;
  /** In seconds. */
  readonly patience: number;
  /** In seconds. */
  readonly grace: number;
}

/** How a setting is given, what it may be, and what it means. */
export interface RunTaskSetting<T> {
  /** The option's name, without dashes; its environment variable is made from it. */
  readonly option: string;
  /** What the option takes, for the help. */
  readonly takes: string;
  /** Whether the option may be given several times; the environment variable then holds one a line. */
  readonly several?: true;
  readonly default: T;
  /** In words, where the value by itself would not say it. */
  readonly defaultInWords?: string;
  /** What is allowed, as a clause that goes on after "expected". */
  readonly allowed: string;
  readonly meaning: string;
  /** @returns undefined where it is not allowed */
  readonly read: (texts: readonly string[]) => T | undefined;
}

/** Every setting of the service but its key: what the command reads, and what its help and its documentation say. */
export const SETTINGS: { readonly [Name in keyof RunTaskSettings]: RunTaskSetting<RunTaskSettings[Name]> } = {
  hostname: {
    option: "hostname",
    takes: "HOST",
    default: HCP_HOST,
    allowed: "a host's name, with its port where that is not 443",
    meaning:
      "the installation that asks: HCP Terraform, or a Terraform Enterprise of yours. The service goes nowhere else with a token",
    read: ([text = ""]) => hostIn(text),
  },
  address: {
    option: "address",
    takes: "ADDRESS",
    default: "127.0.0.1",
    allowed: "an address of this machine, such as 0.0.0.0 for all of them",
    meaning: "where the service listens. It speaks HTTP: HTTPS is made in front of it",
    read: ([text = ""]) => (/^[\w.:-]{1,253}$/.test(text) ? text : undefined),
  },
  port: {
    option: "port",
    takes: "PORT",
    default: 8080,
    allowed: "a whole number from 0 (any that is free) to 65535",
    meaning: `the port to listen at: HCP Terraform asks at ${RUN_TASK_PATH}`,
    read: wholeNumber(0, 65_535),
  },
  unknown: {
    option: "unknown",
    takes: "fail|pass",
    default: DEFAULT_SETTINGS.unknown,
    allowed: "fail or pass",
    meaning:
      "what becomes of a run in which nothing fails and something cannot be decided: failed, or passed with a warning in its message",
    read: ([text]) => (text === "fail" || text === "pass" ? text : undefined),
  },
  assume: {
    option: "assume",
    takes: "FACT",
    several: true,
    default: [],
    defaultInWords: "none",
    allowed: "facts as the outcomes spell them",
    meaning:
      "facts that you assert, for every workspace that is judged here; each message names those that its verdict rests on",
    read: (texts) => (texts.every((text) => text !== "") ? texts : undefined),
  },
  concurrency: {
    option: "concurrency",
    takes: "N",
    default: 4,
    allowed: "a whole number from 1 to 64",
    meaning: "how many requests are worked on at once, their downloads included",
    read: wholeNumber(1, 64),
  },
  judges: {
    option: "judges",
    takes: "N",
    default: availableParallelism(),
    defaultInWords: "as many as there are processors",
    allowed: "a whole number from 1 to 64",
    meaning: "how many of them are judged at once, each in a process of its own",
    read: wholeNumber(1, 64),
  },
  queue: {
    option: "queue",
    takes: "N",
    default: 200,
    allowed: "a whole number from 0 to 10000",
    meaning: "how many more may wait; further ones are answered 503, and HCP Terraform asks again",
    read: wholeNumber(0, 10_000),
  },
  largestPlan: {
    option: "largest-plan",
    takes: "MB",
    default: DEFAULT_SETTINGS.largestPlan / 1_000_000,
    allowed: "a whole number from 1 to 500",
    meaning: "how large a plan's JSON may be; 10,000 resources are about 16 MB",
    read: wholeNumber(1, 500),
  },
  largestArchive: {
    option: "largest-archive",
    takes: "MB",
    default: DEFAULT_SETTINGS.largestArchive / 1_000_000,
    allowed: "a whole number from 1 to 256",
    meaning: "how large a configuration's archive may be; a plan whose archive is larger is judged by itself",
    read: wholeNumber(1, 256),
  },
  memory: {
    option: "memory",
    takes: "MB",
    default: 1024,
    allowed: "a whole number from 64 to 16384",
    meaning: "how much memory judging one request may take, besides what was downloaded for it",
    read: wholeNumber(64, 16_384),
  },
  patience: {
    option: "patience",
    takes: "SECONDS",
    default: DEFAULT_SETTINGS.patience / 1000,
    allowed: "a whole number from 1 to 570",
    meaning:
      "how long after a request its result must be there, waiting included: HCP Terraform accepts a request's token for 600 seconds",
    read: wholeNumber(1, 570),
  },
  grace: {
    option: "grace",
    takes: "SECONDS",
    default: 20,
    allowed: "a whole number from 0 to 600",
    meaning:
      "how long, once the service is told to stop, what is being judged may go on; what waits is told at once that it was not judged",
    read: wholeNumber(0, 600),
  },
};

/** The environment variable of an option. */
export function variableOf(option: string): string {
  return `MQESM_RUN_TASK_${option.replaceAll("-", "_").toUpperCase()}`;
}

/**
 * The settings, from options first, then from the environment.
 *
 * @param given what the command line gives, by option
 * @throws Mistake with everything that is not allowed
 */
export function readSettings(
  given: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>,
  env: NodeJS.ProcessEnv,
): RunTaskSettings {
  const problems: string[] = [];
  const read = Object.entries<RunTaskSetting<unknown>>(SETTINGS).map(([name, setting]) => {
    const { option, several, allowed } = setting;
    const fromEnv = env[variableOf(option)];
    const inEnv = fromEnv === undefined ? [] : several ? fromEnv.split("\n").filter((text) => text !== "") : [fromEnv];
    const onLine = [given[option] ?? []].flat().filter((text) => typeof text === "string");
    const texts = onLine.length > 0 ? onLine : inEnv;
    if (texts.length === 0) return [name, setting.default];
    const value = setting.read(texts);
    const from = onLine.length > 0 ? `--${option}` : variableOf(option);
    if (value === undefined) problems.push(`${from} is ${JSON.stringify(texts.join(", "))}: expected ${allowed}.`);
    return [name, value];
  });
  if (problems.length > 0) throw new Mistake(problems);
  return Object.fromEntries(read);
}

function wholeNumber(least: number, most: number): (texts: readonly string[]) => number | undefined {
  return ([text = ""]) => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
  };
}

function hostIn(text: string): string | undefined {
  if (!/^[\w.-]+(:\d+)?$/.test(text) || !URL.canParse(`https://${text}`)) return undefined;
  return new URL(`https://${text}`).host;
}
