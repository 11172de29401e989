import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Mistake } from "../modules/mistake";
import { readProjectFile, readSettings, type Settings } from "../modules/settings";
import { outputFolder, warnings } from "../stacks/output-folder";
import { backendOf, stacksOf, wantedWith } from "../stacks/stack-states";
import { readState, type State } from "./state";
import { Terraform } from "./terraform";

/** One stack with one group of settings: what can be planned, deployed, destroyed. */
export class Deployment {
  private constructor(
    readonly stackId: string,
    readonly settings: Settings,
    readonly terraform: Terraform,
    /** The stack's folder, absolute. */
    readonly folder: string,
  ) {}

  /**
   * Synthesizes with the settings as they are now, so that the folder and its state belong together, and initializes.
   *
   * @throws Mistake when synthesizing fails, which has said why then; TerraformFailed when initializing does
   */
  static async prepare(stackId: string): Promise<Deployment> {
    const { context, violations } = readProjectFile();
    const settings = readSettings(process.env, context.settings, context, violations);
    if (!stacksOf(settings).includes(stackId)) {
      throw new Mistake(`There is no ${stackId} yet: set ${wantedWith(stackId)}.`);
    }
    const folder = resolve(outputFolder, "stacks", stackId);
    const terraform = Terraform.inFolder(folder);
    const { status } = spawnSync(process.execPath, ["bundle-and-run.cjs", "main.ts"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) throw new Mistake("Nothing was synthesized, so nothing is planned.");
    for (const warning of warnings()) process.stderr.write(`${warning}\n`);
    const unsaved = join(folder, "errored.tfstate");
    if (existsSync(unsaved)) {
      throw new Mistake(
        `${unsaved} holds state that Terraform could not save when it was last applied: what it made is known there alone. ` +
          `Put it in its place (terraform -chdir=${folder} state push errored.tfstate), then remove the file. ` +
          "See https://developer.hashicorp.com/terraform/cli/commands/state/push",
      );
    }
    await terraform.read("init", "-no-color", "-input=false");
    return new Deployment(stackId, settings, terraform, folder);
  }

  /** Where the state is, in words. */
  get place(): string {
    return backendOf(this.settings, this.stackId).describe(this.settings, this.stackId);
  }

  /** The stack, its environment and its Region, in words. */
  get title(): string {
    const { project, environment, region } = this.settings;
    return `${this.stackId}, environment ${environment} of ${project} in ${region}`;
  }

  async state(): Promise<State> {
    return readState(await this.terraform.read("state", "pull"));
  }
}
