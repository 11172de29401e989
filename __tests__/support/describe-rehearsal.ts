import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terraformBinary } from "../../cli/terraform/binary";
import { findPrerequisites, PrerequisitesMissing } from "../../rehearsal";
import { REHEARSALS } from "../../rehearsal/folders";
import { startOf } from "../../rehearsal/processes/started";
import { type Ended, ended } from "./deploying-clone";

const project = resolve(__dirname, "../..");

/**
 * A `describe` for tests that rehearse. Where something is missing on this machine they are skipped and say what; in CI
 * (`CI=true`) they fail instead.
 */
export function describeRehearsal(name: string, tests: () => void): void {
  try {
    findPrerequisites(terraformBinary());
    describe(name, tests);
  } catch (error) {
    if (!(error instanceof PrerequisitesMissing)) throw error;
    const { problems } = error;
    if (process.env.CI === "true") {
      test(name, () => {
        throw new Error(problems.join("\n"));
      });
    } else {
      process.stderr.write(`skipped: ${name}: ${problems.join(" ")}\n`);
      test.skip(name, () => {});
    }
  }
}

/** `mqesm rehearse` in a process of its own. */
export class RehearsalProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when it has ended. */
  readonly ended: Promise<Ended>;
  #progress = "";

  constructor(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, ["cli/mqesm.cjs", "rehearse", ...argv], {
      cwd: project,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stderr.on("data", (text) => {
      this.#progress += text;
    });
    this.ended = ended(this.child);
  }

  /** Waits until it says so. @throws Error with what it has said when it ends before */
  async says(text: string): Promise<void> {
    while (!this.#progress.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`It ended and never said ${text}:\n${this.#progress}`);
      await sleep(100);
    }
  }

  /** What it has recorded of itself so far: look while it runs. Other rehearsals may run beside it. */
  look(): Recorded {
    for (const name of existsSync(REHEARSALS) ? readdirSync(REHEARSALS) : []) {
      const folder = join(REHEARSALS, name);
      const recorded = recordIn(folder);
      if (recorded !== undefined && recorded.owner.pid === this.child.pid)
        return { ...recorded, files: [folder, ...recorded.folders] };
    }
    throw new Error(`It has recorded nothing:\n${this.#progress}`);
  }

  /** Waits until processes have ended. @returns those that have not when time is over */
  static async endedWithin(milliseconds: number, processes: Recorded["children"]): Promise<Recorded["children"]> {
    const running = () => processes.filter(({ pid, started }) => startOf(pid) === started);
    for (const end = Date.now() + milliseconds; running().length > 0 && Date.now() < end; ) await sleep(100);
    return running();
  }
}

/** A process, known by its id and when it started. */
interface KnownProcess {
  readonly pid: number;
  readonly started: string;
}

/** What a rehearsal has recorded. */
interface Recorded {
  readonly owner: KnownProcess;
  readonly children: readonly KnownProcess[];
  /** Its own folder, and others that go with it. */
  readonly files: readonly string[];
}

function recordIn(folder: string): (Omit<Recorded, "files"> & { readonly folders: readonly string[] }) | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "processes.json"), "utf8"));
  } catch {
    // Another rehearsal's, which has just been removed.
    return undefined;
  }
}

/** Those of its files that are still there. */
export function filesLeft({ files }: Recorded): readonly string[] {
  return files.filter((file) => existsSync(file));
}

/**
 * Processes whose working folder is the rehearsal's, such as Terraform, its provider and functions: as far as the system tells.
 */
export function processesInFolder({ files: [folder = ""] }: Recorded): readonly string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}
