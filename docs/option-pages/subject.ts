import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { type Block, blocksOf, type Document } from "../../__tests__/connectivity/mutations/document";
import { assumptionsOf } from "../../__tests__/connectivity/option-2-facts";
import { check, type MappingReport } from "../../connectivity";
import { readSettings, type Settings } from "../../modules/settings";
import type { NewBrokerOption } from "../../stacks/catalogue";
import { OptionStack } from "../../stacks/option-stack";

/** What a page is about: an option in its default settings, and what the check says of it. */
export interface Subject {
  readonly option: NewBrokerOption;
  readonly settings: Settings;
  readonly document: Document;
  readonly blocks: readonly Block[];
  /** What only the account knows and is asserted. */
  readonly assumed: readonly string[];
  readonly mapping: MappingReport;
}

export function subjectOf(option: NewBrokerOption): Subject {
  const settings = readSettings({}, {});
  const document = synthesized(option, settings);
  const assumed = assumptionsOf(document);
  const [mapping] = check([{ name: option.id, json: document }], { assume: assumed }).mappings;
  if (mapping === undefined) throw new Error(`${option.id} has no mapping.`);
  return { option, settings, document, blocks: blocksOf(document), assumed, mapping };
}

function synthesized(option: NewBrokerOption, settings: Settings): Document {
  // cdktf makes the folder with the app.
  const outdir = mkdtempSync(join(tmpdir(), "page-"));
  try {
    const stack = new OptionStack(new App({ outdir }), option, settings);
    stack.prepareStack();
    return JSON.parse(JSON.stringify(stack.toTerraform()));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The blocks of a type. */
export function ofType({ blocks }: Subject, type: string): readonly Block[] {
  return blocks.filter((block) => block.type === type);
}

/** The block that an argument's value, or the first member of it, refers to. */
export function referredBy({ blocks }: Subject, value: unknown): Block | undefined {
  const text = JSON.stringify(value ?? null);
  return blocks.find(({ address }) => new RegExp(`(?<![\\w.-])${address.replaceAll(".", "\\.")}(?![\\w-])`).test(text));
}
