import { type Dirent, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type IgnoreRules, ignoreRules, UnreadableRule } from "./ignore-rules";
import { HEAD_LENGTH, neverByContent, neverByName } from "./never";

/** A folder that cannot be packed: every problem, each with its path, the rule and the remedy. */
export class UnusableFolder extends Error {
  override readonly name = "UnusableFolder";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Something that goes into an archive. */
export type Entry =
  | { readonly kind: "file"; readonly path: string; readonly content: Buffer; readonly executable: boolean }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** Something that stays here, and what it is. */
export interface LeftOut {
  readonly path: string;
  readonly what: string;
}

export interface FolderContent {
  /** In the order of their paths, which is the same everywhere. */
  readonly entries: readonly Entry[];
  /** What is never sent, whatever the rules say. */
  readonly leftOut: readonly LeftOut[];
}

const RULES = ".terraformignore";
/** More than any stack's folder has, and less than this program can hold. */
const LARGEST = 500_000_000;
const MOST_ENTRIES = 100_000;

/**
 * What of a folder goes into an archive.
 *
 * @throws UnusableFolder
 */
export function contentOf(folder: string): FolderContent {
  const rules = rulesOf(folder);
  const entries: Entry[] = [];
  const leftOut: LeftOut[] = [];
  const problems: string[] = [];
  let size = 0;
  for (const { entry, path } of walk(folder)) {
    const never = neverByName(path);
    if (never !== undefined) {
      leftOut.push({ path, what: never });
      continue;
    }
    if (rules.ignores(path)) continue;
    const absolute = join(folder, path);
    if (entry.isSymbolicLink()) {
      const target = readlinkSync(absolute);
      if (leadsOut(folder, absolute, target)) problems.push(linkProblem(path));
      else entries.push({ kind: "link", path, target: target.split(sep).join("/") });
    } else if (entry.isFile()) {
      size += statSync(absolute).size;
      if (size > LARGEST || entries.length >= MOST_ENTRIES) throw new UnusableFolder([tooMuch(folder)]);
      const content = readFileSync(absolute);
      const what = neverByContent(content.subarray(0, HEAD_LENGTH));
      if (what !== undefined) leftOut.push({ path, what });
      else entries.push({ kind: "file", path, content, executable: (statSync(absolute).mode & 0o100) !== 0 });
    }
  }
  if (problems.length > 0) throw new UnusableFolder(problems);
  return { entries: entries.sort(byPath), leftOut: leftOut.sort(byPath) };
}

function rulesOf(folder: string): IgnoreRules {
  const file = join(folder, RULES);
  try {
    return ignoreRules(textAt(file));
  } catch (error) {
    if (!(error instanceof UnreadableRule)) throw error;
    throw new UnusableFolder([`${RULES}: ${error.message}`]);
  }
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UnusableFolder([`${file} cannot be read: ${(error as Error).message}.`]);
  }
}

interface Found {
  readonly entry: Dirent;
  /** With slashes, from the folder on. */
  readonly path: string;
}

/** Everything that is no folder. What lies in a folder that is ignored is looked at all the same: a later rule may bring it back. */
function* walk(folder: string, inner = ""): Generator<Found> {
  for (const entry of readdirSync(join(folder, inner), { withFileTypes: true })) {
    const path = inner === "" ? entry.name : `${inner}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(folder, path);
    else yield { entry, path };
  }
}

/** Where the archive is unpacked, only what is in it is there. */
function leadsOut(folder: string, link: string, target: string): boolean {
  if (isAbsolute(target) || isOutside(folder, resolve(dirname(link), target))) return true;
  try {
    return isOutside(realpathSync(folder), realpathSync(link));
  } catch {
    return true;
  }
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function linkProblem(path: string): string {
  return `${path} is a link to something that is not in the folder, and would be missing where it is unpacked: put the file there itself, or name the link in ${RULES}.`;
}

function tooMuch(folder: string): string {
  return `${folder} holds more than can be sent: at most ${MOST_ENTRIES} files, ${LARGEST / 1_000_000} MB together. Name what is not needed in ${RULES}.`;
}

/** By the characters' numbers: the order of a language differs from machine to machine. */
function byPath(left: { readonly path: string }, right: { readonly path: string }): number {
  return left.path < right.path ? -1 : 1;
}
