import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "../../../connectivity";

/** What completes a documented example, so that Terraform takes it. */
export interface Completion {
  /** The base: the services are reached through endpoints, or through a NAT gateway. @default "endpoints" */
  readonly base?: Base;
  /** Where an example of arguments belongs: the blocks that it stands in, as they open. */
  readonly within?: string;
  /** What the base has and the example is without: blocks, or their arguments, such as `aws_vpc_endpoint.sts.subnet_ids`. */
  readonly without?: readonly string[];
  /** What the example speaks of and the base does not have. */
  readonly added?: string;
  /** What else the example says of what the base has. */
  readonly changed?: string;
  /** The small correction that mends it, put in after the example. @default the base, without the example */
  readonly mended?: string;
  /** What completes the configuration that is applied already, where the example changes what exists. */
  readonly before?: Completion;
  /** Why the example is judged as it is written, and not as a plan. */
  readonly unplanned?: string;
}

export type Base = "endpoints" | "nat";

/** The base as it is: a mapping that works. */
export function baseFiles(base: Base): readonly SourceFile[] {
  const files = ["common.tf", `${base}.tf`].map((name) => ({
    name,
    text: readFileSync(join(__dirname, "base", name), "utf8"),
  }));
  const all = files.map(({ text }) => text).join("\n");
  // The mapping waits for what either base has.
  return files.map(({ name, text }) => ({
    name,
    text: text.replaceAll(/^ {4}(\w+)\.(\w+),\n/gm, (line, type, label) =>
      all.includes(`resource "${type}" "${label}" {\n`) ? line : "",
    ),
  }));
}

/** The base with the example put in, word by word. */
export function exampleFiles(example: string, completion: Completion): readonly SourceFile[] {
  const { base = "endpoints", within, without = [], added = "", changed = "" } = completion;
  const bases = baseFiles(base);
  const absent = without.find((part) => bases.every(({ text }) => withoutPart(text, part) === text));
  if (absent !== undefined) throw new Error(`The base has no ${absent} that an example could be without.`);
  const files = bases.map(({ name, text }) => ({ name, text: without.reduce(withoutPart, text) }));
  const snippet = within === undefined ? example : `${within}\n${example}${"\n}".repeat(opened(within))}`;
  const present = [...files.map(({ text }) => text), added].join("\n");
  const isNew = blocksOf(snippet).some((block) => !present.includes(`${block} {\n`));
  const snippets = [{ name: isNew ? "example.tf" : "example_override.tf", text: snippet }];
  const others = [
    { name: "added.tf", text: added },
    { name: "changed_override.tf", text: changed },
  ];
  return [...files, ...snippets, ...others].filter(({ text }) => text.trim() !== "");
}

/** What mends the example: the base itself, the example with its correction, or that nothing changes. */
export function twinFiles(example: string, completion: Completion): readonly SourceFile[] {
  const { base = "endpoints", mended, before } = completion;
  if (before !== undefined) return exampleFiles(sidesOf(example).before, before);
  if (mended === undefined) return baseFiles(base);
  return [...exampleFiles(example, completion), { name: "mended_override.tf", text: mended }];
}

/** The lines of an example in which a plan shows a change, with the value that there is and the one that there will be. */
const CHANGE = /^# ~ (\w+) +?= ("[^"]*") -> ("[^"]*")$/gm;

/** What an example that changes what exists says of before and after. */
export function sidesOf(example: string): { readonly before: string; readonly after: string } {
  return { before: example.replaceAll(CHANGE, "$1 = $2"), after: example.replaceAll(CHANGE, "$1 = $3") };
}

function blocksOf(snippet: string): readonly string[] {
  return [...snippet.matchAll(/^((?:resource|data) "\w+" "\w+") \{/gm)].map(([, block]) => String(block));
}

function opened(text: string): number {
  return text.split("{").length - text.split("}").length;
}

function withoutPart(text: string, part: string): string {
  const [type, name, argument] = part.split(".");
  const block = new RegExp(`^resource "${type}" "${name}" \\{\n[\\s\\S]*?^\\}\n`, "m");
  if (argument === undefined) return text.replace(block, "").replaceAll(new RegExp(`^ +${part},\n`, "gm"), "");
  return text.replace(block, (whole) =>
    whole.replace(new RegExp(`^  ${argument} += (\\[\n[\\s\\S]*?\n  \\]|.*)\n`, "m"), ""),
  );
}
