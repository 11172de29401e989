import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A plan as `terraform show -json` prints it: what the tests look at. */
export interface PlanJson {
  readonly resource_changes: readonly ResourceChange[];
  readonly planned_values: { readonly root_module: { readonly resources: readonly PlannedResource[] } };
  readonly prior_state?: Readonly<Record<string, unknown>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly after_sensitive: Readonly<Record<string, unknown>>;
  };
}

export interface PlannedResource {
  readonly address: string;
  readonly schema_version: number;
}

/** A Terraform working folder of its own, with state in it. */
export class TerraformFolder {
  readonly #folder = mkdtempSync(join(tmpdir(), "terraform-"));
  #initialized = false;

  constructor(
    private readonly binary: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  configure(configuration: object): void {
    this.#write("cdk.tf.json", configuration);
  }

  /** Terraform's own state file, as if an apply had left it. */
  putState(state: object): void {
    this.#write("terraform.tfstate", state);
  }

  /** What `terraform show -json` prints for a plan of the configuration against the state. */
  async plan(): Promise<PlanJson> {
    if (!this.#initialized) await this.#run("init");
    this.#initialized = true;
    // What is in state was made up: there is nothing to refresh it from.
    await this.#run("plan", "-refresh=false", "-lock=false", "-out=plan.tfplan");
    return this.lastPlan();
  }

  /** The plan that Terraform made last: it leaves one behind when a condition of it has failed, too. */
  async lastPlan(): Promise<PlanJson> {
    return JSON.parse(await this.#run("show", "-json", "plan.tfplan"));
  }

  /** What `terraform show -json` prints of the state. */
  async state(): Promise<unknown> {
    return JSON.parse(await this.#run("show", "-json"));
  }

  /** Applies the configuration. @returns its outputs */
  async apply(): Promise<Readonly<Record<string, unknown>>> {
    if (!this.#initialized) await this.#run("init");
    this.#initialized = true;
    await this.#run("apply", "-auto-approve");
    const outputs = JSON.parse(await this.#run("output", "-json")) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #run(command: string, ...options: readonly string[]): Promise<string> {
    const { stdout } = await run(this.binary, [command, "-no-color", ...options], {
      cwd: this.#folder,
      env: this.env,
      maxBuffer: 100_000_000,
    });
    return stdout;
  }

  #write(name: string, json: object): void {
    writeFileSync(join(this.#folder, name), JSON.stringify(json, null, 1));
  }
}
