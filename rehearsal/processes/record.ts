import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOf } from "./started";

interface RecordedProcess {
  readonly pid: number;
  readonly started: string;
}

interface Recorded {
  readonly owner: RecordedProcess;
  readonly children: readonly RecordedProcess[];
  /** Folders elsewhere in the project's cache that go with the rehearsal. */
  readonly folders: readonly string[];
}

const FILE = "processes.json";

/** What a rehearsal has started and written, kept on disk: the next one ends and removes what this one could not. */
export class Record {
  #recorded: Recorded;

  /** @param folder the rehearsal's own */
  constructor(readonly folder: string) {
    this.#recorded = { owner: { pid: process.pid, started: startOf(process.pid) ?? "" }, children: [], folders: [] };
    mkdirSync(folder, { recursive: true });
    this.#write();
  }

  /** Notes a process, which must be running. */
  noteProcess(pid: number): void {
    const started = startOf(pid);
    if (started === undefined) return;
    // Those that have ended are forgotten: a longer list says no more.
    const children = this.#recorded.children.filter((each) => startOf(each.pid) === each.started);
    this.#recorded = { ...this.#recorded, children: [...children, { pid, started }] };
    this.#write();
  }

  noteFolder(folder: string): void {
    this.#recorded = { ...this.#recorded, folders: [...this.#recorded.folders, folder] };
    this.#write();
  }

  /** The ids of processes that are noted and still run. */
  get running(): readonly number[] {
    return this.#recorded.children.filter((each) => startOf(each.pid) === each.started).map(({ pid }) => pid);
  }

  /** Removes what the rehearsal has written. */
  remove(): void {
    for (const folder of [...this.#recorded.folders, this.folder]) rmSync(folder, { recursive: true, force: true });
  }

  #write(): void {
    const file = join(this.folder, FILE);
    writeFileSync(`${file}.new`, JSON.stringify(this.#recorded));
    renameSync(`${file}.new`, file);
  }
}

/**
 * Ends and removes what rehearsals have left whose own process is gone: of processes only those that are known by id and by
 * the time at which they started.
 *
 * @param rehearsals the folder of their folders
 * @returns the folders that were removed
 */
export function removeLeftovers(rehearsals: string): readonly string[] {
  if (!existsSync(rehearsals)) return [];
  const removed: string[] = [];
  for (const name of readdirSync(rehearsals)) {
    const folder = join(rehearsals, name);
    const recorded = read(join(folder, FILE));
    if (recorded === undefined || startOf(recorded.owner.pid) === recorded.owner.started) continue;
    for (const { pid, started } of recorded.children) {
      if (startOf(pid) === started) end(pid);
    }
    for (const each of [...recorded.folders, folder]) rmSync(each, { recursive: true, force: true });
    removed.push(folder);
  }
  return removed;
}

function read(file: string): Recorded | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
