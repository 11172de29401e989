import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Mistake } from "../../mistake";
import { pathKind } from "../input/path-kind";
import { Acceptance } from "./acceptance";
import { readEntries } from "./entries";

/** Name of the file of assumptions and accepted codes. */
export const ACCEPTANCE_FILE = "mqesm.json";

/** What a repository's file says, as of today. */
export interface Agreed {
  /** Facts to assert, as `--assume` takes them. */
  readonly assume: readonly string[];
  readonly acceptance: Acceptance;
  /** What its readers should know: entries that have ended. */
  readonly notes: readonly string[];
}

export interface AcceptanceRequest {
  readonly cwd: string;
  /** The file that the user names; null: the nearest `mqesm.json`, from the current folder up to the repository's root. */
  readonly named: string | null;
  readonly allowUnknown: boolean;
  readonly now: Date;
}

/**
 * Reads the file of assumptions and accepted codes.
 *
 * @throws Mistake when a named file is not there, or with everything that is wrong in it.
 */
export function readAgreed({ cwd, named, allowUnknown, now }: AcceptanceRequest): Agreed {
  const path = named === null ? nearest(cwd) : resolve(cwd, named);
  if (path === null) return { assume: [], acceptance: new Acceptance([], allowUnknown), notes: [] };
  const name = named ?? (relative(cwd, path) || path);
  const { assume, accept } = readEntries(name, parse(name, path));
  const today = now.toISOString().slice(0, 10);
  const holds = ({ until }: { readonly until: string | null }) => until === null || until >= today;
  const ended = [
    ...assume.filter((entry) => !holds(entry)).map(({ fact, until }) => `the assumption ${fact} ended on ${until}`),
    ...accept.filter((entry) => !holds(entry)).map(({ code, until }) => `${code} was accepted until ${until}`),
  ];
  return {
    assume: assume.filter(holds).map(({ fact }) => fact),
    acceptance: new Acceptance(accept.filter(holds), allowUnknown),
    notes: ended.map((what) => `${name}: ${what}, and is no longer. Settle it, or give it a new day.`),
  };
}

/** A repository ends where its `.git` is; outside of one, only the current folder is looked at. */
function nearest(cwd: string): string | null {
  const folders = [cwd];
  for (let folder = cwd; pathKind(join(folder, ".git")) === null; folder = dirname(folder)) {
    if (dirname(folder) === folder) return found([cwd]);
    folders.push(dirname(folder));
  }
  return found(folders);
}

function found(folders: readonly string[]): string | null {
  return folders.map((folder) => join(folder, ACCEPTANCE_FILE)).find((path) => pathKind(path) === "file") ?? null;
}

function parse(name: string, path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new Mistake([isMissing ? `${name}: there is no such file.` : `${name} cannot be read.`]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Mistake([`${name} is not JSON: ${(error as Error).message}.`]);
  }
}
