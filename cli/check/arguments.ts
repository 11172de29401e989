import { parseArgs } from "node:util";
import { Mistake } from "../mistake";
import { FORMATS, type Format } from "./output/formats";

export interface CheckArguments {
  /** Files, folders and `-`; empty: standard input when piped, else the current folder. */
  readonly paths: readonly string[];
  readonly format: Format;
  /** The initialised working folder in which `terraform show -json` runs; null: the plan's own folder. */
  readonly planDir: string | null;
  /** Facts that the user asserts. */
  readonly assume: readonly string[];
  /** The file of assumptions and accepted codes; null: the nearest `mqesm.json`. */
  readonly accepted: string | null;
  /** Whether mappings that cannot be decided are let pass. */
  readonly allowUnknown: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws Mistake on an unknown option, a missing value, or options that exclude each other. */
export function parseCheckArguments(argv: readonly string[]): CheckArguments {
  const { values, positionals } = parse(argv);
  const formats = [
    ...(values.json ? ["--json"] : []),
    ...(values.markdown ? ["--markdown"] : []),
    ...(values.format === undefined ? [] : ["--format"]),
  ];
  if (formats.length > 1) throw new Mistake([`${formats.join(" and ")} are both given: choose one.`]);
  const format = values.json ? "json" : values.markdown ? "markdown" : (values.format ?? "text");
  if (!isFormat(format)) {
    const known = Object.keys(FORMATS).join(", ");
    throw new Mistake([`--format is ${JSON.stringify(format)}: expected one of ${known}.`]);
  }
  const empty = (["plan-dir", "assume", "accepted"] as const).filter((name) => [values[name]].flat().includes(""));
  if (positionals.includes("")) throw new Mistake(["a file or folder is named by an empty text: give its name."]);
  if (empty.length > 0) throw new Mistake(empty.map((name) => `--${name} is empty: it needs a value.`));
  return {
    paths: positionals,
    format,
    planDir: values["plan-dir"] ?? null,
    assume: values.assume ?? [],
    accepted: values.accepted ?? null,
    allowUnknown: values["allow-unknown"] ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        markdown: { type: "boolean" },
        format: { type: "string" },
        accepted: { type: "string" },
        "allow-unknown": { type: "boolean" },
        "plan-dir": { type: "string" },
        assume: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s|\n/);
    throw new Mistake([`${sentence?.replace(/\.$/, "")}. See mqesm check --help.`]);
  }
}
