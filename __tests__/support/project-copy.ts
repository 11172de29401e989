import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const project = resolve(__dirname, "../..");
const sources = [
  "main.ts",
  "bundle-and-run.cjs",
  "cdktf.json",
  "package.json",
  "package-lock.json",
  "jest.config.cjs",
  ".npmrc",
  "tsconfig.json",
  "stacks",
  "modules",
  "lambda-src",
  "connectivity",
  "deploy",
  "cli",
  "plan-review",
  "rehearsal",
  "account-facts",
  "github",
  "hcp",
] as const;

/** The project in another folder, with the same dependencies: what a test may change and synthesize. */
export class ProjectCopy {
  readonly folder: string;

  /** @param ownDependencies whether npm may change them: files of their own, linked to the others' */
  constructor({ ownDependencies = false } = {}) {
    // Linked files are on one file system.
    mkdirSync(join(project, ".cache"), { recursive: true });
    this.folder = mkdtempSync(ownDependencies ? join(project, ".cache", "project-") : join(tmpdir(), "project-"));
    for (const source of sources) {
      cpSync(join(project, source), join(this.folder, source), { recursive: true });
    }
    const dependencies = join(this.folder, "node_modules");
    if (ownDependencies) execFileSync("cp", ["-al", join(project, "node_modules"), dependencies]);
    else symlinkSync(join(project, "node_modules"), dependencies);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
