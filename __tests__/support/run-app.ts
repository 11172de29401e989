import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ProjectCopy } from "./project-copy";

const run = promisify(execFile);

/** Runs the app in a copy of the project, on a machine that has nothing but Node. */
export async function runApp(
  copy: ProjectCopy,
  environment: Readonly<Record<string, string>> = {},
  ...nodeOptions: readonly string[]
): Promise<void> {
  await run(process.execPath, [...nodeOptions, "bundle-and-run.cjs", "main.ts"], {
    cwd: copy.folder,
    env: { PATH: nodeAlone(copy), ...environment },
  });
}

/** A `PATH` on which there is Node and nothing else: no Terraform. */
export function nodeAlone(copy: ProjectCopy): string {
  const folder = copy.path("bin");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    symlinkSync(process.execPath, join(folder, "node"));
  }
  return folder;
}

/** All files below a folder, by their path in it. */
export function filesBelow(folder: string): Record<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))]));
}
