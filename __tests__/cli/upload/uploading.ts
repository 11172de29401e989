import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Mistake } from "../../../cli/mistake";
import { run as runCommand } from "../../../cli/run";
import { upload } from "../../../cli/upload/command";
import type { Outside } from "../../../hcp/api/index";
import { HcpStandIn, type Script } from "../../support/hcp";
import type { Holder } from "../../support/hcp/tokens";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const CASES = resolve(__dirname, "../../connectivity/cases");

/** What becomes of the mapping in a plan. */
export type PlanThat = "works" | "fails" | "is unknown";

const CASE: Readonly<Record<PlanThat, string>> = {
  works: "nat-private-subnet",
  fails: "nat-in-private-subnet",
  "is unknown": "transit-gateway-default",
};

/** What `terraform show -json` says of such a plan. */
export function planThat(what: PlanThat): Buffer {
  return readFileSync(join(CASES, CASE[what], "plan.json"));
}

/** In the state and in the plans of these tests, and to be seen nowhere. */
export const SECRETS = ["planted-in-state", "correct-horse-battery", "user.atlasv1.throwaway", "/v1/object/"];

export const OPTION = "option-3-private-nat";
export const WORKSPACE = "mqesm-dev-option-3-private-nat";

/** A project with one synthesized stack, as whoever planned in it leaves it. */
export function project(what: PlanThat = "works", files: Readonly<Record<string, string>> = {}): string {
  const stack = `cdktf.out/stacks/${OPTION}`;
  const main = readFileSync(join(CASES, CASE[what], "main.tf"), "utf8");
  return folderWith({
    [`${stack}/cdk.tf.json`]: JSON.stringify(synthesizedFor("127.0.0.1")),
    // The default is in the source of the case: what is sent of it is meant to be.
    [`${stack}/main.tf`]: main.replace("correct-horse-battery", "in-the-source"),
    [`${stack}/.terraform.lock.hcl`]: "# providers\n",
    [`${stack}/terraform.tfstate`]: '{"version":4,"outputs":{"password":"planted-in-state"}}',
    [`${stack}/.terraform/terraform.tfstate`]: '{"backend":"planted-in-state"}',
    [`${stack}/plan`]: '{"format_version":"1.2","planned_values":"planted-in-state"}',
    ...files,
  });
}

export function synthesizedFor(hostname: string): object {
  const cloud = { hostname, organization: "acme", workspaces: { name: WORKSPACE } };
  return { terraform: { required_version: ">= 1.10.0", cloud } };
}

/** How a command went. */
export interface Went {
  readonly code: number;
  readonly written: string;
  readonly complained: string;
}

/** A process on a terminal, whose answers are typed. */
class Terminal extends FakeSurroundings {
  override readonly piped = false;
}

/** Somebody who uploads to a stand-in. Its clock moves only while they wait. */
export class Uploading {
  readonly hcp: HcpStandIn;
  readonly folder: string;
  #now = Date.UTC(2026, 10, 28, 12);
  /** What happens while somebody waits, given how often they have. */
  whileWaiting: (pauses: number) => void | Promise<void> = () => {};
  /** How many requests are sent before the program is killed: it never gets the next answer. */
  killedAfter = Number.POSITIVE_INFINITY;
  #sent = 0;
  #pauses = 0;

  private constructor(what: PlanThat, enterprise?: string) {
    this.hcp = new HcpStandIn({ now: () => this.#now, ...(enterprise === undefined ? {} : { enterprise }) });
    this.folder = project(what);
  }

  static async to(
    script: Script,
    { plan = "works", enterprise }: { plan?: PlanThat; enterprise?: string } = {},
  ): Promise<Uploading> {
    const uploading = new Uploading(plan, enterprise);
    await uploading.hcp.start();
    uploading.hcp.workspace(WORKSPACE);
    const [first = {}, ...others] = script.runs ?? [];
    const runs = [first, ...others].map((run) => ({ planJson: planThat(plan), ...run }));
    uploading.hcp.play({ ...script, runs });
    return uploading;
  }

  /** From now on the token is one that may less. */
  mayOnly(holder: Holder): void {
    this.hcp.holders.set(this.hcp.token, holder);
  }

  readonly outside: Outside = {
    fetch: async (input, init) => {
      if (this.#sent >= this.killedAfter) return new Promise(() => {});
      this.#sent += 1;
      const isLast = this.#sent >= this.killedAfter;
      const answer = await fetch(input, init);
      // What was asked for is done, and whoever asked is no more.
      return isLast ? new Promise(() => {}) : answer;
    },
    now: () => this.#now,
    sleep: async (milliseconds, signal) => {
      this.#now += milliseconds;
      this.#pauses += 1;
      await this.whileWaiting(this.#pauses);
      signal?.throwIfAborted();
    },
    random: () => 0,
  };

  /** Lets time pass. */
  wait(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Somebody starts the program again. */
  revive(): void {
    this.killedAfter = Number.POSITIVE_INFINITY;
  }

  get requestsSent(): number {
    return this.#sent;
  }

  /** @param typed what is typed on a terminal; undefined where there is none */
  async upload(
    args: readonly string[],
    typed?: string | AsyncIterable<Uint8Array>,
    env: NodeJS.ProcessEnv = {},
  ): Promise<Went> {
    const terminal = typed !== undefined;
    const options = {
      env: { TF_TOKEN_127_0_0_1: this.hcp.token, ...(terminal ? { NO_COLOR: "1" } : {}), ...env },
      terminal,
    };
    const around = terminal
      ? Object.assign(
          new Terminal(this.folder, { ...options, stdin: typeof typed === "string" ? typed : null }),
          typeof typed === "string" ? {} : { stdin: typed },
        )
      : new FakeSurroundings(this.folder, options);
    const code = await this.#run([OPTION, ...args], around);
    return { code, written: around.written, complained: around.complained };
  }

  /** As the command line does, but with this outside. */
  async #run(args: readonly string[], around: FakeSurroundings): Promise<number> {
    try {
      return await upload(args, around, this.outside, () => this.hcp.url);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      around.complained += error.problems.map((problem) => `mqesm: ${problem}\n`).join("");
      return 2;
    }
  }

  /** The address of the nth run. */
  urlOf(index = 0): string {
    return `${this.hcp.url}/app/acme/${WORKSPACE}/runs/${this.hcp.world.runs.nth(index).id}`;
  }

  /** Every run's state, in order of creation. */
  get states(): readonly string[] {
    this.hcp.world.advance();
    return this.hcp.world.database.all("runs").map((run) => this.hcp.world.runs.state(run).status);
  }

  /** Calls that make something or do something, in order. */
  get deeds(): readonly string[] {
    return this.hcp.seen.calls.filter((call) => !call.startsWith("GET"));
  }
}

/** The command line itself: for what needs no HCP. */
export async function mqesm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Went> {
  const around = new FakeSurroundings(cwd, { env });
  const code = await runCommand(args, around);
  return { code, written: around.written, complained: around.complained };
}
