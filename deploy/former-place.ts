import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Mistake } from "../modules/mistake";
import { localStatePath } from "../modules/remote-state";
import { readProjectFile, readSettings, variableOf } from "../modules/settings";
import { outputFolder } from "../stacks/output-folder";
import { backendOf } from "../stacks/stack-states";
import type { Deployment } from "./deployment";
import { pushState, readState, type State } from "./state";
import { Terraform } from "./terraform";

/** How `--from` is spelled. */
export const formerPlaces = ["local", "s3:BUCKET[@REGION]", "cloud:ORGANIZATION[@HOST]"] as const;

/** The same deployment's place in another backend than that of the settings. */
export class FormerPlace {
  private constructor(
    private readonly terraform: Terraform,
    /** In words. */
    readonly place: string,
    /** The state's file, where it is one of this machine. */
    private readonly file: string | undefined,
    private readonly folders: readonly string[],
  ) {}

  /** @throws Mistake where `from` names no place; TerraformFailed where it cannot be reached */
  static async find({ stackId, settings }: Deployment, from: string): Promise<FormerPlace> {
    const env = { ...process.env, ...variablesOf(from) };
    const former = readSettings(env, readProjectFile().context.settings);
    const synthesized = mkdtempSync(join(tmpdir(), "mqesm-move-"));
    // As deep below the project as a stack's folder, for the path of local state is relative.
    const folder = resolve(outputFolder, "moving", stackId);
    const folders = [synthesized, folder];
    try {
      const { status } = spawnSync(process.execPath, ["bundle-and-run.cjs", "main.ts"], {
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...env, CDKTF_OUTDIR: synthesized },
      });
      if (status !== 0) throw new Mistake("Nothing was moved.");
      const { terraform: block } = JSON.parse(
        readFileSync(join(synthesized, "stacks", stackId, "cdk.tf.json"), "utf8"),
      );
      mkdirSync(folder, { recursive: true });
      const { backend, cloud } = block;
      writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { backend, cloud } }));
      const terraform = Terraform.inFolder(folder);
      await terraform.read("init", "-no-color", "-input=false");
      const place = backendOf(former, stackId).describe(former, stackId);
      const file = former.stateBackend === "local" ? localStatePath(settings, stackId) : undefined;
      return new FormerPlace(terraform, place, file, folders);
    } catch (error) {
      removeAll(folders);
      throw error;
    }
  }

  /** What is left there of the state once it has moved. */
  get copy(): string {
    return this.file === undefined ? "an earlier version, where the place keeps versions" : `${this.file}.moved`;
  }

  async state(): Promise<State> {
    return readState(await this.terraform.read("state", "pull"));
  }

  /** Leaves a state without resources, and what {@link copy} says. */
  async empty(): Promise<void> {
    const state = await this.state();
    if (this.file !== undefined) copyFileSync(this.file, this.copy);
    await pushState(this.terraform, { ...state, serial: state.serial + 1, resources: [], outputs: {} });
  }

  /** Removes what was needed to get there. */
  leave(): void {
    removeAll(this.folders);
  }
}

function removeAll(folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** The variables of settings that say what `--from` does. */
function variablesOf(from: string): Readonly<Record<string, string>> {
  const [, backend = "", name = "", where = ""] = /^(local|s3|cloud)(?::([^@]+)(?:@(.+))?)?$/.exec(from) ?? [];
  const given = {
    local: {},
    s3: { stateBucket: name, stateBucketRegion: where },
    cloud: { stateOrganization: name, stateHostname: where },
  }[backend];
  if (given === undefined || (backend === "local") !== (name === "")) {
    throw new Mistake(`--from is ${JSON.stringify(from)}: it must be ${formerPlaces.join(", ")}.`);
  }
  const settings = Object.entries({ stateBackend: backend, ...given }).filter(([, value]) => value !== "");
  return Object.fromEntries(settings.map(([key, value]) => [variableOf(key), value]));
}
