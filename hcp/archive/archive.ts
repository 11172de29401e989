import { createHash } from "node:crypto";
import { gzipSync } from "fflate/browser";
import { pack as packer } from "tar-stream";
import { contentOf, type Entry, type LeftOut } from "./folder";

/** A folder, packed. */
export interface Archive {
  /** A `.tar.gz`, with the folder's files at its root. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the bytes, SHA-256 in hexadecimal digits: the same for the same files, on every machine and day. */
  readonly digest: string;
  /** The files' paths, in order. */
  readonly paths: readonly string[];
  /** What is never sent: state, plans, logs of crashes. */
  readonly leftOut: readonly LeftOut[];
}

/** @throws UnusableFolder */
export async function pack(folder: string): Promise<Archive> {
  const { entries, leftOut } = contentOf(folder);
  // Of time the header says nothing, and the level is written down: both would change the bytes.
  const bytes = gzipSync(await tar(entries), { level: 6, mtime: 0 }) as Uint8Array<ArrayBuffer>;
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { bytes, digest, paths: entries.map(({ path }) => path), leftOut };
}

/** When everything in an archive was changed: always at the same time. */
const MODIFIED = new Date(0);

/** Depends on nothing but the entries: not on owners, times, or the machine. */
async function tar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = packer();
  for (const entry of entries) {
    const header = { name: entry.path, mtime: MODIFIED };
    if (entry.kind === "link") archive.entry({ ...header, type: "symlink", linkname: entry.target, mode: 0o777 });
    else archive.entry({ ...header, mode: entry.executable ? 0o755 : 0o644 }, entry.content);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
