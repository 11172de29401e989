import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terraformBinary } from "../../cli/terraform/binary";
import { findPrerequisites, PrerequisitesMissing } from "../../rehearsal";
import { foldersOfServers } from "../../rehearsal/brokers/sources";
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

  /** The processes that it has recorded and that still run. */
  get recorded(): readonly { readonly pid: number; readonly started: string }[] {
    const records = folders().map((folder) => JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")));
    return records.find(({ owner }) => owner.pid === this.child.pid)?.children ?? [];
  }

  /** Waits until processes have ended. @returns those that have not when time is over */
  static async endedWithin(
    milliseconds: number,
    processes: RehearsalProcess["recorded"],
  ): Promise<RehearsalProcess["recorded"]> {
    const running = () => processes.filter(({ pid, started }) => startOf(pid) === started);
    for (const end = Date.now() + milliseconds; running().length > 0 && Date.now() < end; ) await sleep(100);
    return running();
  }
}

/** Processes whose working folder is a rehearsal's, such as Terraform, its provider and functions: as far as the system tells. */
export function processesInFolders(): readonly string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(REHEARSALS);
    } catch {
      return false;
    }
  });
}

/** The folders of rehearsals that run, or were killed. */
function folders(): string[] {
  return existsSync(REHEARSALS) ? readdirSync(REHEARSALS).map((name) => join(REHEARSALS, name)) : [];
}

/** What rehearsals have written and not removed: their own folders, and those of their servers. */
export function filesLeft(): readonly string[] {
  const servers = foldersOfServers().flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => /^r[a-z0-9]+-/.test(name)) : [],
  );
  return [...folders(), ...servers];
}
