import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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
  "__tests__/support/es-modules-resolver.cjs",
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

/**
 * The project in another folder, with the same dependencies: what a test may change and synthesize. As it was cloned: whatever settings and
 * listeners somebody has added since, the tests are about the project.
 */
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
    this.#forgetWhatIsSomebodys();
    const dependencies = join(this.folder, "node_modules");
    if (ownDependencies) execFileSync("cp", ["-al", join(project, "node_modules"), dependencies]);
    else symlinkSync(join(project, "node_modules"), dependencies);
  }

  #forgetWhatIsSomebodys(): void {
    const projectFile = JSON.parse(readFileSync(this.path("cdktf.json"), "utf8"));
    writeFileSync(this.path("cdktf.json"), JSON.stringify({ ...projectFile, context: { settings: {} } }, null, 2));
    const listeners = this.path("lambda-src/listeners");
    for (const name of readdirSync(listeners).filter((each) => each !== "example")) {
      rmSync(join(listeners, name), { recursive: true });
    }
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
