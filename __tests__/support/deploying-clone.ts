import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "./project-copy";

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone of the project from which somebody deploys, with one command after the other. */
export class DeployingClone {
  readonly project = new ProjectCopy();

  /** @param env what runs Terraform in the account */
  constructor(
    private readonly binary: string,
    private readonly env: () => NodeJS.ProcessEnv,
  ) {}

  /** Runs one of our commands, as its npm script does. @param settings variables without their prefix */
  ours(settings: Readonly<Record<string, string>>, ...line: readonly string[]): Promise<Ended> {
    return ended(this.start(settings, ...line));
  }

  /** The same, for who wants to disturb it; in a process group of its own, as in a terminal. */
  start(settings: Readonly<Record<string, string>>, ...line: readonly string[]): ChildProcess {
    return this.#spawn(
      process.execPath,
      ["bundle-and-run.cjs", "deploy/main.ts", ...line],
      this.project.folder,
      settings,
    );
  }

  /** Runs a command line that somebody copies from the terminal. */
  shell(line: string): Promise<Ended> {
    return ended(this.#spawn("sh", ["-c", line], this.project.folder, {}));
  }

  /** Runs the app alone, as `cdktf` and `npm run synth` do. */
  synthesize(settings: Readonly<Record<string, string>>): Promise<Ended> {
    return ended(this.#spawn(process.execPath, ["bundle-and-run.cjs", "main.ts"], this.project.folder, settings));
  }

  /** Runs Terraform itself in a stack's folder. */
  terraform(stackId: string, ...line: readonly string[]): Promise<Ended> {
    const [command = "", ...options] = line;
    return ended(
      this.#spawn(this.binary, [command, "-no-color", ...options], this.project.path("cdktf.out/stacks", stackId), {}),
    );
  }

  /** A local state, parsed; undefined where there is none. */
  localState(path: string): { readonly resources: readonly { readonly type: string }[] } | undefined {
    const file = join(this.project.folder, "terraform-state", path);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  }

  #spawn(
    program: string,
    args: readonly string[],
    cwd: string,
    settings: Readonly<Record<string, string>>,
  ): ChildProcess {
    const variables = Object.entries(settings).map(([name, value]) => [`MQESM_${name}`, value]);
    const env = { ...this.env(), ...Object.fromEntries(variables) };
    return spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout?.on("data", (text) => stdout.push(String(text)));
  child.stderr?.on("data", (text) => stderr.push(String(text)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: stdout.join(""), stderr: stderr.join("") }));
  });
}
