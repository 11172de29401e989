import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { readSettings, type Settings } from "../../modules/settings";
import { existingBrokerOption, options } from "../../stacks/catalogue";
import { OptionStack } from "../../stacks/option-stack";
import { supportingStack } from "../../stacks/supporting-stacks";
import { type Block, StackView } from "./stack-view";

/** Terraform JSON as cdktf writes it. */
export interface TerraformJson {
  readonly "//": { readonly metadata: { readonly overrides?: Readonly<Record<string, readonly string[]>> } };
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly variable: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly provider: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly resource: BlocksByType;
  readonly data: BlocksByType;
  readonly output: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type BlocksByType = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What one stack synthesizes to. */
export class SynthesizedStack extends StackView {
  readonly json: TerraformJson;

  constructor(
    readonly text: string,
    namePrefix: string,
  ) {
    const json: TerraformJson = JSON.parse(text);
    super(namePrefix, blocksOf(json.resource, ""), blocksOf(json.data, "data."));
    this.json = json;
  }

  override attribute({ address }: Block, name: string): string {
    return `\${${address}.${name}}`;
  }

  /** The construct's path below its stack: `network/private-1-subnet`. */
  path({ values }: Block): string {
    const { metadata } = values["//"] as { metadata: { path: string } };
    return metadata.path.slice(metadata.path.indexOf("/") + 1);
  }
}

const synthesized = new Map<string, SynthesizedStack>();

/** cdktf makes the folder with the app; nothing is written to it, which saves a test file seconds. */
let outdir: string | undefined;
afterAll(() => {
  if (outdir !== undefined) {
    rmSync(outdir, { recursive: true });
  }
});

/**
 * Synthesizes one stack, without its validations; the same stack with the same settings only once a test file.
 *
 * @param given settings as the context of `cdktf.json` would give them
 */
export function synthesize(stackId: string, given: Readonly<Record<string, unknown>> = {}): SynthesizedStack {
  const key = JSON.stringify([stackId, given]);
  const stack = synthesized.get(key) ?? withoutStackTraces(() => synthesizeAnew(stackId, given));
  synthesized.set(key, stack);
  return stack;
}

function synthesizeAnew(stackId: string, given: Readonly<Record<string, unknown>>): SynthesizedStack {
  const settings = readSettings({}, given);
  const stack = makeStack(stackId, settings);
  stack.prepareStack();
  return new SynthesizedStack(
    JSON.stringify(stack.toTerraform(), null, 2),
    `${settings.project}-${settings.environment}-${stackId}-`,
  );
}

function makeStack(stackId: string, settings: Settings): TerraformStack {
  outdir ??= mkdtempSync(join(tmpdir(), "synthesized-"));
  const app = new App({ outdir });
  const option = [...options, existingBrokerOption].find(({ id }) => id === stackId);
  if (option !== undefined) return new OptionStack(app, option, settings);
  const supporting = supportingStack(stackId);
  if (supporting === undefined) throw new Error(`There is no stack ${stackId}.`);
  return new supporting.make(app, settings);
}

/** cdktf takes a stack trace for every token, and Jest maps each to its source: most of the time of synthesizing. */
function withoutStackTraces<T>(work: () => T): T {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => "";
  try {
    return work();
  } finally {
    Error.prepareStackTrace = before;
  }
}

function blocksOf(byType: BlocksByType = {}, prefix: string): Block[] {
  return Object.entries(byType).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, values]) => ({ address: `${prefix}${type}.${name}`, type, values })),
  );
}
