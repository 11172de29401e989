import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { gzipSync } from "fflate/browser";
import { contentOf, type LeftOut } from "./folder";
import { type Entry, tar } from "./tar";
import { UnreadableArchive, untar } from "./untar";

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
export function pack(folder: string): Archive {
  const { entries, leftOut } = contentOf(folder);
  // Of time the header says nothing, and the level is written down: both would change the bytes.
  const bytes = gzipSync(tar(entries), { level: 6, mtime: 0 }) as Uint8Array<ArrayBuffer>;
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { bytes, digest, paths: entries.map(({ path }) => path), leftOut };
}

const unzipped = promisify(gunzip);

/**
 * The files of a `.tar.gz`, whoever packed it.
 *
 * @param limit how many bytes it may have when it is unpacked: an archive of a few kilobytes may hold gigabytes
 * @throws UnreadableArchive
 */
export async function unpack(bytes: Uint8Array, limit: number): Promise<Entry[]> {
  return untar(await unzip(bytes, limit));
}

async function unzip(bytes: Uint8Array, limit: number): Promise<Buffer> {
  try {
    return await unzipped(bytes, { maxOutputLength: limit });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new UnreadableArchive(
      isTooLarge ? `it holds more than ${limit / 1_000_000} MB` : "it is damaged, or not compressed by gzip",
    );
  }
}
