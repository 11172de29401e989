import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256 } from "../../plan-review/digest/plan-digest";
import { Mistake } from "../mistake";

/** What `terraform init` makes anew on each machine: what it may take is written in the lock file. */
const MADE_ANEW = ".terraform";

/**
 * The hash of every file of a stack's folder, by its path there with slashes.
 *
 * @param name how the user calls the folder
 * @param apart files that may lie in the folder and are no part of it, absolute
 * @throws Mistake when there is no such folder, or something in it cannot be read
 */
export function hashesOf(folder: string, name: string, apart: readonly string[]): Readonly<Record<string, string>> {
  const entries = attempt(name, () => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const paths = entries.map((entry) => ({ entry, path: join(entry.parentPath ?? entry.path, entry.name) }));
  const hashes = paths
    .filter(({ path }) => relative(folder, path).split(sep)[0] !== MADE_ANEW && !apart.includes(path))
    .filter(({ entry, path }) => isFile(entry, path))
    .map(({ path }) => {
      const inside = relative(folder, path).split(sep).join("/");
      return [inside, sha256(attempt(`${name}/${inside}`, () => readFileSync(path)))] as const;
    });
  return Object.fromEntries(hashes);
}

/** A link to a file stands for the file. What is behind a link to a folder would go unseen. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  if (attempt(path, () => statSync(path)).isFile()) return true;
  throw new Mistake([
    `${path} is a link to a folder, whose files would not be compared: put the files there themselves.`,
  ]);
}

function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Mistake([
      code === "ENOENT" || code === "ENOTDIR"
        ? `${name}: there is no such file or folder.`
        : `${name} cannot be read: ${message}.`,
    ]);
  }
}
