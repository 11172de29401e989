import { parseArgs } from "node:util";
import { Mistake } from "../mistake";

export interface CheckArguments {
  /** Files, folders and `-`; empty: standard input when piped, else the current folder. */
  readonly paths: readonly string[];
  readonly format: "text" | "json" | "markdown";
  /** The initialised working folder in which `terraform show -json` runs; null: the plan's own folder. */
  readonly planDir: string | null;
  /** Facts that the user asserts. */
  readonly assume: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws Mistake on an unknown option, a missing value, or options that exclude each other. */
export function parseCheckArguments(argv: readonly string[]): CheckArguments {
  const { values, positionals } = parse(argv);
  if (values.json === true && values.markdown === true) {
    throw new Mistake(["--json and --markdown are both given: choose one."]);
  }
  const empty = (["plan-dir", "assume"] as const).filter((name) => [values[name]].flat().includes(""));
  if (positionals.includes("")) throw new Mistake(["a file or folder is named by an empty text: give its name."]);
  if (empty.length > 0) throw new Mistake(empty.map((name) => `--${name} is empty: it needs a value.`));
  return {
    paths: positionals,
    format: values.json ? "json" : values.markdown ? "markdown" : "text",
    planDir: values["plan-dir"] ?? null,
    assume: values.assume ?? [],
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        markdown: { type: "boolean" },
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
