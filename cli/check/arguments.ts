import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";
import type { VariableOptions } from "./input/source-folder";
import { FORMATS, type Format } from "./output/formats";

export interface CheckArguments {
  /** Files, folders and `-`; empty: standard input when piped, else the current folder. */
  readonly paths: readonly string[];
  readonly format: Format;
  /** The initialised working folder in which `terraform show -json` runs; null: the plan's own folder. */
  readonly planDir: string | null;
  /** The folder of the configuration that plans in JSON were made from; null: the one beside them, where it fits. */
  readonly config: string | null;
  /** Values of variables, for folders that are judged without a plan, in their order. */
  readonly variables: VariableOptions["given"];
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
  const { values, positionals, tokens } = parse(argv);
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
  const empty = (["plan-dir", "config", "var", "var-file", "assume", "accepted"] as const).filter((name) =>
    [values[name]].flat().includes(""),
  );
  if (positionals.includes("")) throw new Mistake(["a file or folder is named by an empty text: give its name."]);
  if (empty.length > 0) throw new Mistake(empty.map((name) => `--${name} is empty: it needs a value.`));
  return {
    paths: positionals,
    format,
    planDir: values["plan-dir"] ?? null,
    config: values.config ?? null,
    variables: variablesIn(tokens),
    assume: values.assume ?? [],
    accepted: values.accepted ?? null,
    allowUnknown: values["allow-unknown"] ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

/** The last one counts, whichever of the two options it is. */
function variablesIn(tokens: ReturnType<typeof parse>["tokens"]): VariableOptions["given"] {
  return tokens.flatMap((token): VariableOptions["given"] => {
    if (token.kind !== "option" || token.value === undefined) return [];
    if (token.name === "var-file") return [{ kind: "file", name: token.value }];
    if (token.name !== "var") return [];
    const [, name, text] = /^([^=]+)=([\s\S]*)$/.exec(token.value) ?? [];
    // The value may be a secret.
    if (name === undefined || text === undefined)
      throw new Mistake(["--var needs a name and a value: --var name=value."]);
    return [{ kind: "var", name: name.trim(), text }];
  });
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

function parse(argv: readonly string[]) {
  return parseOptions("check", argv, {
    json: { type: "boolean" },
    markdown: { type: "boolean" },
    format: { type: "string" },
    accepted: { type: "string" },
    "allow-unknown": { type: "boolean" },
    "plan-dir": { type: "string" },
    config: { type: "string" },
    var: { type: "string", multiple: true },
    "var-file": { type: "string", multiple: true },
    assume: { type: "string", multiple: true },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}
