import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Ended, runGuarded } from "../processes/guarded";

/** What Terraform needs, besides a stack. */
export interface TerraformSurroundings {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly noteProcess: (pid: number) => void;
}

/** A step of Terraform that failed, in its own words. */
export class TerraformFailed extends Error {
  override readonly name = "TerraformFailed";

  constructor(command: string, { stdout, stderr }: Ended) {
    super(`terraform ${command} failed:\n${(stderr || stdout).trim()}`);
  }
}

/** Terraform in the folder of one synthesized stack. */
export class StackTerraform {
  constructor(
    /** The stack's folder. */
    readonly folder: string,
    private readonly around: TerraformSurroundings,
  ) {}

  async init(): Promise<void> {
    await this.run("init");
  }

  async apply(): Promise<void> {
    await this.run("apply", "-auto-approve");
  }

  async destroy(): Promise<void> {
    await this.run("destroy", "-auto-approve");
  }

  /** @returns what a plan would change, as Terraform prints it; undefined for nothing */
  async changes(): Promise<string | undefined> {
    const ended = await this.#start("plan", "-detailed-exitcode");
    if (ended.code === 0) return undefined;
    if (ended.code === CHANGES) return ended.stdout.trim();
    throw new TerraformFailed("plan", ended);
  }

  /** The outputs of what is applied. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const outputs: Record<string, { value: unknown }> = JSON.parse(await this.run("output", "-json"));
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Runs a command. @returns what it prints. @throws TerraformFailed */
  async run(command: string, ...options: readonly string[]): Promise<string> {
    const ended = await this.#start(command, ...options);
    if (ended.code !== 0) throw new TerraformFailed(command, ended);
    return ended.stdout;
  }

  #start(command: string, ...options: readonly string[]): Promise<Ended> {
    const { binary, env, signal, noteProcess } = this.around;
    return runGuarded({
      command: [binary, command, "-no-color", ...options],
      cwd: this.folder,
      ...{ env, signal, noteProcess },
    });
  }
}

/** `terraform plan -detailed-exitcode`, for a plan that changes something. */
const CHANGES = 2;

/** Paths of sockets are limited: Terraform and its provider talk over one in the temporary folder. */
const LONGEST_FOLDER = 70;

/** Variables that would have Terraform do something else than it is told. */
const MISLEADING = /^(AWS_|TF_(?!CLI_CONFIG_FILE$|PLUGIN_CACHE_DIR$))/;

/**
 * The environment for Terraform in a rehearsal: nothing of the caller's account is in it.
 *
 * @param found what finds the providers
 * @param account what finds the emulated account
 * @param folder the rehearsal's, for temporary files
 */
export function terraformEnv(found: NodeJS.ProcessEnv, account: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(found).filter(([name]) => !MISLEADING.test(name));
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true });
  return {
    ...Object.fromEntries(kept),
    ...{ TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" },
    ...(temporary.length <= LONGEST_FOLDER && { TMPDIR: temporary }),
    ...account,
  };
}
