import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { State } from "./applied-stack";
import type { AvailableTerraform } from "./describe-terraform";
import { awsProvider } from "./terraform";

const mocks = join(__dirname, "../stacks/terraform");

/** One `run` block. */
export interface Run {
  /** A configuration that was added: runs of the same one share a state, unless `stateKey` says otherwise. */
  readonly of: string;
  readonly command?: "plan";
  /** Whose state is used. @default that of the configuration */
  readonly stateKey?: string;
  /** What data sources and resources answer here, by address, instead of what the mocks say. */
  readonly answers?: Readonly<Record<string, object>>;
}

/** How a run went. */
export interface RunResult {
  readonly status: string;
  /** After an apply. */
  readonly state?: State;
  /** Addresses of what a plan would change, or read only then, with how. */
  readonly changes?: Readonly<Record<string, readonly string[]>>;
  /** Texts of the errors. */
  readonly errors: readonly string[];
}

/**
 * A folder in which `terraform test` applies configurations with a mocked AWS provider, many in one process: starting the
 * provider takes seconds.
 */
export class TerraformTests {
  private readonly folder = mkdtempSync(join(tmpdir(), "terraform-tests-"));

  constructor(private readonly terraform: AvailableTerraform) {
    cpSync(mocks, join(this.folder, "mocks"), { recursive: true });
    this.write("main.tf.json", JSON.stringify({ terraform: { required_providers: { aws: awsProvider } } }));
  }

  /** Adds a configuration for runs to apply. */
  addConfiguration(name: string, configuration: object): void {
    this.write(join(name, "cdk.tf.json"), JSON.stringify(configuration));
  }

  /** Adds a test file. Where a run fails, Terraform skips those after it in the same file. */
  addFile(name: string, runs: Readonly<Record<string, Run>>): void {
    const blocks = Object.entries(runs).map(([run, block]) => runBlock(run, block));
    this.write(
      join("tests", `${name}.tftest.hcl`),
      ['mock_provider "aws" {\n  source = "./mocks"\n}\n', ...blocks].join("\n"),
    );
  }

  /** Runs all files, and destroys what they applied. Nothing else is known of a run than what comes back. */
  async run(): Promise<ReadonlyMap<string, RunResult>> {
    await this.terraformOutput(["init", "-no-color"], () => {});
    const results = new Map<string, RunResult>();
    const code = await this.terraformOutput(["test", "-json", "-verbose"], (line) =>
      collect(results, JSON.parse(line)),
    );
    if (results.size === 0) {
      throw new Error(`terraform test ended with code ${code} and no result.`);
    }
    return results;
  }

  /** What a person sees of one file. */
  async printed(file: string): Promise<string> {
    const lines: string[] = [];
    const filter = `-filter=${join("tests", `${file}.tftest.hcl`)}`;
    await this.terraformOutput(["test", "-verbose", "-no-color", filter], (line) => lines.push(line));
    return lines.join("\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private write(name: string, text: string): void {
    mkdirSync(join(this.folder, name, ".."), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  private async terraformOutput(args: readonly string[], onLine: (line: string) => void): Promise<number | null> {
    const { binary, env } = this.terraform;
    const child = spawn(binary, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const errors: string[] = [];
    child.stderr.on("data", (text) => errors.push(String(text)));
    for await (const line of createInterface({ input: child.stdout })) {
      onLine(line);
    }
    const code = await ended;
    if (code !== 0 && args[0] === "init") {
      throw new Error(errors.join(""));
    }
    return code;
  }
}

function runBlock(name: string, { of, command = undefined, stateKey, answers = {} }: Run): string {
  const overrides = Object.entries(answers).map(([address, values]) => {
    const kind = address.startsWith("data.") ? "override_data" : "override_resource";
    return `  ${kind} {\n    target = ${address}\n    values = ${JSON.stringify(values)}\n  }`;
  });
  return [
    `run ${JSON.stringify(name)} {`,
    `  command = ${command ?? "apply"}`,
    ...(stateKey === undefined ? [] : [`  state_key = ${JSON.stringify(stateKey)}`]),
    `  module {\n    source = "./${of}"\n  }`,
    ...overrides,
    "}\n",
  ].join("\n");
}

/** One line of what `terraform test -json -verbose` prints, as far as it matters here. */
interface Message {
  readonly type: string;
  readonly "@testrun"?: string;
  readonly test_run?: { readonly progress: string; readonly status?: string };
  readonly test_state?: State;
  readonly test_plan?: {
    readonly resource_changes?: readonly {
      readonly address: string;
      readonly change: { readonly actions: string[] };
    }[];
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

function collect(results: Map<string, RunResult>, message: Message): void {
  const run = message["@testrun"];
  if (run === undefined) {
    return;
  }
  const before = results.get(run) ?? { status: "unknown", errors: [] };
  const { test_run: progress, test_state: state, test_plan: plan, diagnostic } = message;
  results.set(run, {
    ...before,
    ...(progress?.progress === "complete" && { status: String(progress.status) }),
    ...(state && { state: { root_module: state.root_module, outputs: state.outputs } }),
    ...(plan && { changes: changesOf(plan.resource_changes ?? []) }),
    ...(diagnostic?.severity === "error" && {
      errors: [...before.errors, `${diagnostic.summary}: ${diagnostic.detail}`],
    }),
  });
}

function changesOf(changes: readonly { readonly address: string; readonly change: { readonly actions: string[] } }[]) {
  return Object.fromEntries(
    changes
      .filter(({ change }) => change.actions.some((action) => action !== "no-op"))
      .map(({ address, change }) => [address, change.actions]),
  );
}
