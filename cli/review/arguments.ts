import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

export interface ReviewArguments {
  /** Plans, saved or as JSON, folders that hold them, and `-`; empty: standard input when piped, else the current folder. */
  readonly paths: readonly string[];
  readonly json: boolean;
  /** The file for the long form; null: none. */
  readonly summary: string | null;
  /** Workspaces whose planning failed. */
  readonly failed: readonly string[];
  /** Digests to show, by workspace. */
  readonly digests: ReadonlyMap<string, string>;
  /** The initialised working folder in which `terraform show -json` runs; null: the plan's own folder. */
  readonly planDir: string | null;
  /** Facts that the user asserts. */
  readonly assume: readonly string[];
  /** The file of assumptions; null: the nearest `mqesm.json`. */
  readonly accepted: string | null;
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws Mistake on an unknown option or a missing value. */
export function parseReviewArguments(argv: readonly string[]): ReviewArguments {
  const { values, positionals } = parse(argv);
  const empty = (["summary", "failed", "digest", "plan-dir", "assume", "accepted"] as const).filter((name) =>
    [values[name]].flat().includes(""),
  );
  if (positionals.includes("")) throw new Mistake(["a file or folder is named by an empty text: give its name."]);
  if (empty.length > 0) throw new Mistake(empty.map((name) => `--${name} is empty: it needs a value.`));
  return {
    paths: positionals,
    json: values.json ?? false,
    summary: values.summary ?? null,
    failed: values.failed ?? [],
    digests: new Map((values.digest ?? []).map(digestIn)),
    planDir: values["plan-dir"] ?? null,
    assume: values.assume ?? [],
    accepted: values.accepted ?? null,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function digestIn(given: string): readonly [string, string] {
  const [, workspace, digest] = /^([^=]+)=(.+)$/.exec(given) ?? [];
  if (workspace !== undefined && digest !== undefined) return [workspace, digest];
  throw new Mistake([
    `--digest is ${JSON.stringify(given)}: expected a workspace and its digest, --digest NAME=DIGEST.`,
  ]);
}

function parse(argv: readonly string[]) {
  return parseOptions("review", argv, {
    json: { type: "boolean" },
    summary: { type: "string" },
    failed: { type: "string", multiple: true },
    digest: { type: "string", multiple: true },
    "plan-dir": { type: "string" },
    assume: { type: "string", multiple: true },
    accepted: { type: "string" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}
