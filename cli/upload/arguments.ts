import type { RunKind } from "../../hcp/runs/index";
import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

export interface UploadArguments {
  /** An option's id, or a folder; empty with help and version only. */
  readonly target: string;
  readonly kind: RunKind;
  /** Whether to confirm the run. */
  readonly apply: boolean;
  /** Whether to confirm it without asking. */
  readonly autoApprove: boolean;
  /** Brokers that may be destroyed or replaced, with their messages, by name. */
  readonly giveUpBroker: readonly string[];
  /** Whether to start a run although there is one of the same. */
  readonly another: boolean;
  readonly hostname: string | null;
  readonly organization: string | null;
  readonly workspace: string | null;
  /** What people read of the run; null: which option it is. */
  readonly message: string | null;
  /** How long to follow the run, in minutes. */
  readonly timeout: number;
  /** Facts that the user asserts, as for `mqesm check`. */
  readonly assume: readonly string[];
  /** The file of assumptions and accepted codes; null: the nearest `mqesm.json`. */
  readonly accepted: string | null;
  readonly allowUnknown: boolean;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export const DEFAULT_TIMEOUT = 120;
const LONGEST_TIMEOUT = 1_440;
/** Leaves room for the mark that the run is found by. */
const LONGEST_MESSAGE = 400;

const WITH_TEXT = ["hostname", "organization", "workspace", "message", "accepted", "assume", "give-up-broker"] as const;

/** @throws Mistake with everything that is wrong with the arguments */
export function parseUploadArguments(argv: readonly string[]): UploadArguments {
  const { values, positionals } = parse(argv);
  const { help = false, version = false, timeout = String(DEFAULT_TIMEOUT), message = null } = values;
  const [target = "", ...others] = positionals;
  const isAsked = !help && !version;
  const problems = [
    ...(isAsked && target === "" ? ["no option is named: give one such as option-3-private-nat, or a folder."] : []),
    ...(isAsked && others.length > 0 ? [`${others.join(", ")}: expected one option only.`] : []),
    ...WITH_TEXT.filter((name) => [values[name]].flat().includes("")).map(
      (name) => `--${name} is empty: it needs a value.`,
    ),
    ...(values["plan-only"] && values["save-plan"] ? ["--plan-only and --save-plan are both given: choose one."] : []),
    ...(values["plan-only"] && values.apply
      ? ["--plan-only and --apply are both given: a run that only plans cannot be confirmed. Leave out either."]
      : []),
    ...(values["auto-approve"] && !values.apply ? ["--auto-approve has no meaning without --apply."] : []),
    ...(!/^[1-9]\d*$/.test(timeout) || Number(timeout) > LONGEST_TIMEOUT
      ? [`--timeout is ${JSON.stringify(timeout)}: expected minutes, 1 to ${LONGEST_TIMEOUT}.`]
      : []),
    ...((message ?? "").length > LONGEST_MESSAGE
      ? [`--message has ${message?.length} characters: expected ${LONGEST_MESSAGE} at most.`]
      : []),
  ];
  if (problems.length > 0) throw new Mistake(problems);
  return {
    target,
    kind: values["plan-only"] ? "plan-only" : values["save-plan"] ? "save-plan" : "plan",
    apply: values.apply ?? false,
    autoApprove: values["auto-approve"] ?? false,
    giveUpBroker: values["give-up-broker"] ?? [],
    another: values.new ?? false,
    hostname: values.hostname ?? null,
    organization: values.organization ?? null,
    workspace: values.workspace ?? null,
    message,
    timeout: Number(timeout),
    assume: values.assume ?? [],
    accepted: values.accepted ?? null,
    allowUnknown: values["allow-unknown"] ?? false,
    json: values.json ?? false,
    help,
    version,
  };
}

function parse(argv: readonly string[]) {
  return parseOptions("upload", argv, {
    "plan-only": { type: "boolean" },
    "save-plan": { type: "boolean" },
    apply: { type: "boolean" },
    "auto-approve": { type: "boolean" },
    "give-up-broker": { type: "string", multiple: true },
    new: { type: "boolean" },
    hostname: { type: "string" },
    organization: { type: "string" },
    workspace: { type: "string" },
    message: { type: "string" },
    timeout: { type: "string" },
    assume: { type: "string", multiple: true },
    accepted: { type: "string" },
    "allow-unknown": { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}
