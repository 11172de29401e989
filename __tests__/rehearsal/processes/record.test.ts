import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Record, removeLeftovers } from "../../../rehearsal/processes/record";
import { startOf } from "../../../rehearsal/processes/started";

let rehearsals: string;
const sleepers: ChildProcess[] = [];
beforeEach(() => {
  rehearsals = mkdtempSync(join(tmpdir(), "rehearsals-"));
});
afterEach(() => {
  for (const each of sleepers.splice(0)) each.kill("SIGKILL");
  rmSync(rehearsals, { recursive: true, force: true });
});

async function sleeper(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  await once(child, "spawn");
  sleepers.push(child);
  return child as ChildProcess & { readonly pid: number };
}

/** What a rehearsal whose own process is gone has left. */
function leaveBehind(name: string, recorded: object): string {
  const folder = join(rehearsals, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "processes.json"), JSON.stringify(recorded));
  return folder;
}

const GONE = { pid: 2 ** 22 + 1, started: "1" };

test("a process is known by its id and the time it started at", async () => {
  const { pid } = await sleeper();
  expect(startOf(pid)).toMatch(/\S/);
  expect(startOf(pid)).toBe(startOf(pid));
  expect(startOf(GONE.pid)).toBeUndefined();
});

test("what a dead rehearsal has left is ended and removed, folders elsewhere too", async () => {
  const child = await sleeper();
  const elsewhere = join(rehearsals, "elsewhere");
  mkdirSync(elsewhere);
  const ended = once(child, "exit");
  const children = [{ pid: child.pid, started: startOf(child.pid) }];
  const folder = leaveBehind("r1", { owner: GONE, children, folders: [elsewhere] });
  expect(removeLeftovers(rehearsals)).toEqual([folder]);
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect([existsSync(folder), existsSync(elsewhere)]).toEqual([false, false]);
});

test("another process that has the same id by now is left alone", async () => {
  const { pid } = await sleeper();
  leaveBehind("r1", { owner: GONE, children: [{ pid, started: "another time" }], folders: [] });
  removeLeftovers(rehearsals);
  expect(startOf(pid)).toBeDefined();
});

test("a rehearsal that still runs is left alone", async () => {
  const { pid } = await sleeper();
  const record = new Record(join(rehearsals, "r1"));
  record.noteProcess(pid);
  expect(removeLeftovers(rehearsals)).toEqual([]);
  expect(startOf(pid)).toBeDefined();
  expect(record.running).toEqual([pid]);
});

test("what is no record is left alone, and so is a folder that is not there", () => {
  mkdirSync(join(rehearsals, "somebody-else"));
  expect(removeLeftovers(rehearsals)).toEqual([]);
  expect(removeLeftovers(join(rehearsals, "missing"))).toEqual([]);
});

test("a record names no process that has ended, and is removed with all its folders", async () => {
  const child = await sleeper();
  const elsewhere = join(rehearsals, "elsewhere");
  mkdirSync(elsewhere);
  const record = new Record(join(rehearsals, "r1"));
  record.noteProcess(child.pid);
  record.noteFolder(elsewhere);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(record.running).toEqual([]);
  const written = JSON.parse(readFileSync(join(record.folder, "processes.json"), "utf8"));
  expect(written.owner).toEqual({ pid: process.pid, started: startOf(process.pid) });
  record.remove();
  expect([existsSync(record.folder), existsSync(elsewhere)]).toEqual([false, false]);
});
