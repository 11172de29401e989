import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Manifest } from "cdktf";

/** Where the app writes, by cdktf's rule. */
export const outputFolder = process.env.CDKTF_OUTDIR ?? "cdktf.out";

/** Removes the folders of stacks that the app has not written this time, as the cdktf command does. */
export function removeFormerStacks(): void {
  const present = Object.keys(manifest().stacks);
  for (const name of readdirSync(join(outputFolder, Manifest.stacksFolder))) {
    if (!present.includes(name)) {
      rmSync(join(outputFolder, Manifest.stacksFolder, name), { recursive: true });
    }
  }
}

/** A stack as it is written. */
export function readStack(id: string): unknown {
  return JSON.parse(readFileSync(join(outputFolder, manifest().stacks[id]?.synthesizedStackPath ?? id), "utf8"));
}

/** What the app warns of: each text once, with the stacks that it concerns. */
export function warnings(): readonly string[] {
  const stacksOf = new Map<string, string[]>();
  for (const [stack, { annotations }] of Object.entries(manifest().stacks)) {
    for (const { level, message } of annotations) {
      if (level === "@cdktf/warn") {
        stacksOf.set(message, [...(stacksOf.get(message) ?? []), stack]);
      }
    }
  }
  return [...stacksOf].map(([message, stacks]) => `Warning: ${message} (${stacks.join(", ")})`);
}

interface WrittenManifest {
  readonly stacks: Readonly<Record<string, WrittenStack>>;
}

interface WrittenStack {
  readonly synthesizedStackPath: string;
  readonly annotations: readonly { readonly level: string; readonly message: string }[];
}

function manifest(): WrittenManifest {
  return JSON.parse(readFileSync(join(outputFolder, Manifest.fileName), "utf8"));
}
