import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const project = resolve(__dirname, "../..");
const sources = [
  "main.ts",
  "bundle-and-run.cjs",
  "cdktf.json",
  "package.json",
  "tsconfig.json",
  "stacks",
  "modules",
  "lambda-src",
  "connectivity",
  "deploy",
  "cli",
] as const;

/** The project in another folder, with the same dependencies: what a test may change and synthesize. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "project-"));

  constructor() {
    for (const source of sources) {
      cpSync(join(project, source), join(this.folder, source), { recursive: true });
    }
    symlinkSync(join(project, "node_modules"), join(this.folder, "node_modules"));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
