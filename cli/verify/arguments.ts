import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

export interface VerifyArguments {
  /** A mapping's UUID, or an option's id; empty with help and version only. */
  readonly target: string;
  /** Of the option; null: the only one that is found. */
  readonly environment: string | null;
  /** One of the option's `listeners`; null: the one that its settings themselves describe. */
  readonly listener: string | null;
  /** Null: the AWS SDK's own choice. */
  readonly region: string | null;
  /** Whether to publish a message. */
  readonly message: boolean;
  /** The message's body, JSON or text; null: the publisher's own. */
  readonly body: string | null;
  /** How long the message may take, in seconds. */
  readonly timeout: number;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const DEFAULT_TIMEOUT = 60;
const LONGEST_TIMEOUT = 3_600;

/** @throws Mistake with everything that is wrong with the arguments */
export function parseVerifyArguments(argv: readonly string[]): VerifyArguments {
  const { values, positionals } = parse(argv);
  const { help = false, version = false, timeout = String(DEFAULT_TIMEOUT) } = values;
  const problems: string[] = [];
  const [target = "", ...others] = positionals;
  if (!help && !version) {
    if (target === "") problems.push("no mapping is named: give its UUID, or an option such as option-3-private-nat.");
    if (others.length > 0) problems.push(`${others.join(", ")}: expected one mapping only.`);
  }
  for (const name of ["environment", "listener", "region", "body"] as const) {
    if (values[name] === "") problems.push(`--${name} is empty: it needs a value.`);
  }
  if (!/^[1-9]\d*$/.test(timeout) || Number(timeout) > LONGEST_TIMEOUT) {
    problems.push(`--timeout is ${JSON.stringify(timeout)}: expected seconds, 1 to ${LONGEST_TIMEOUT}.`);
  }
  if (values["no-message"] && (values.body ?? values.timeout) !== undefined) {
    problems.push("--no-message leaves --body and --timeout without a meaning: leave out either.");
  }
  if (problems.length > 0) throw new Mistake(problems);
  return {
    target,
    environment: values.environment ?? null,
    listener: values.listener ?? null,
    region: values.region ?? null,
    message: values["no-message"] !== true,
    body: values.body ?? null,
    timeout: Number(timeout),
    json: values.json ?? false,
    help,
    version,
  };
}

function parse(argv: readonly string[]) {
  return parseOptions("verify", argv, {
    environment: { type: "string" },
    listener: { type: "string" },
    region: { type: "string" },
    body: { type: "string" },
    timeout: { type: "string" },
    "no-message": { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}
