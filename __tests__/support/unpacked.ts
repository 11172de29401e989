import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** What the system's own tar finds in a `.tar.gz`, by path: the bytes of files, and where links lead. */
export function unpacked(bytes: Uint8Array): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "unpacked-"));
  try {
    execFileSync("tar", ["-xz", "-C", folder], { input: bytes });
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => !entry.isDirectory(),
    );
    return Object.fromEntries(
      entries.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const content = entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, "latin1");
        return [relative(folder, path), content];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
