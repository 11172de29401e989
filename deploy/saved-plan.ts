import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT_CODES as CHECK } from "../cli/exit-code";
import { run } from "../cli/run";
import { processSurroundings } from "../cli/surroundings";
import { Mistake } from "../modules/mistake";
import type { PlanJson } from "./broker-at-stake";
import type { Deployment } from "./deployment";

/**
 * A plan that Terraform has made and shown, and that is what gets applied: nothing else than what was read. It lies in a folder that
 * nobody else may read, for it holds what state holds, and goes with it.
 */
export class SavedPlan {
  private constructor(
    private readonly deployment: Deployment,
    private readonly workFolder: string,
    /** Whether applying it would change anything. */
    readonly changes: boolean,
    readonly json: PlanJson,
  ) {}

  /**
   * Runs `terraform plan`.
   *
   * @returns undefined where Terraform failed, and has said why
   */
  static async make(deployment: Deployment, options: readonly string[]): Promise<SavedPlan | undefined> {
    const folder = mkdtempSync(join(tmpdir(), "mqesm-plan-"));
    const file = join(folder, "plan.tfplan");
    const code = await deployment.terraform.follow("plan", "-detailed-exitcode", `-out=${file}`, ...options);
    if (code !== 0 && code !== 2) {
      rmSync(folder, { recursive: true });
      return undefined;
    }
    const text = await deployment.terraform.read("show", "-json", file);
    writeFileSync(join(folder, "plan.json"), text, { mode: 0o600 });
    return new SavedPlan(deployment, folder, code === 2, JSON.parse(text));
  }

  /**
   * Lets `mqesm check` judge the plan, and prints what it says.
   *
   * @returns false where a mapping would fail
   * @throws Mistake where the plan was not judged: by no verdict nothing is let through
   */
  async check(): Promise<boolean> {
    // The file itself says more than its JSON does, but for HCP Terraform, where it only points to a plan that is kept there.
    const file = isArchive(this.file) ? this.file : join(this.workFolder, "plan.json");
    process.stdout.write("\n");
    const code = await run(["check", file, `--plan-dir=${this.deployment.folder}`], processSurroundings());
    if (code === CHECK.unusable.code) {
      throw new Mistake(
        "The plan was not judged, for the reason above: mend that and run this again. Nothing was changed.",
      );
    }
    return code !== CHECK.fails.code;
  }

  /** Applies it. @returns whether Terraform has done all of it */
  async apply(): Promise<boolean> {
    return (await this.deployment.terraform.follow("apply", this.file)) === 0;
  }

  remove(): void {
    rmSync(this.workFolder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.workFolder, "plan.tfplan");
  }
}

function isArchive(file: string): boolean {
  const start = Buffer.alloc(2);
  const descriptor = openSync(file, "r");
  readSync(descriptor, start);
  closeSync(descriptor);
  return start.toString("latin1") === "PK";
}
