import { posix } from "node:path";
import { createGunzip } from "node:zlib";
import { type Extract, extract, type Header } from "tar-stream";
import {
  type ConfigurationSource,
  installedModules,
  isConfigurationFile,
  type SourceFile,
} from "../../../connectivity/index";

/** Bounds of what is read of an archive: many times what configurations have. */
const LARGEST_UNPACKED = 512_000_000;
const MOST_ENTRIES = 50_000;
const LARGEST_FILE = 20_000_000;
const LARGEST_CONFIGURATION = 100_000_000;
/** What `file()` may read, and how much of that is kept. */
const LARGEST_TEXT = 1_000_000;
const LARGEST_TEXTS = 50_000_000;

/** How much is unpacked at a time, in bytes. */
const CHUNK = 1_000_000;

const SYNTHESIZED = "cdk.tf.json";
const MODULES = ".terraform/modules/modules.json";

/** An archive that cannot be used: why, as a sentence that goes on after a colon. Quotes nothing of it. */
export class ArchiveError extends Error {}

/** What an archive holds to judge. */
export interface ReadArchive {
  /** The bytes of the stack that CDKTF synthesized; null where there is none. */
  readonly synthesized: Uint8Array | null;
  /** The configuration as it is written; null where the folder that Terraform runs in holds none. */
  readonly source: ConfigurationSource | null;
}

/**
 * Reads the archive of a configuration version: a tar of the folder that was uploaded, compressed with gzip. Nothing is written anywhere,
 * and no link is followed.
 *
 * @param workingDirectory the folder of it that Terraform runs in; "" for its root
 * @throws ArchiveError when it is damaged, hostile, or larger than any configuration
 */
export async function readArchive(archive: Uint8Array, workingDirectory: string): Promise<ReadArchive> {
  const root = pathInside(workingDirectory);
  const files = await filesIn(archive);
  const folders = configurationsIn(files);
  if (!folders.has(root)) return { synthesized: null, source: null };
  const textOf = (path: string) => files.get(posix.join(root, path))?.toString("utf8");
  return {
    synthesized: files.get(posix.join(root, SYNTHESIZED)) ?? null,
    source: {
      root,
      installed: new Map(
        installedModules(textOf(MODULES) ?? "").flatMap(({ key, folder }) =>
          key === "" ? [] : [[key, posix.join(root, folder)] as const],
        ),
      ),
      files: (folder) => folders.get(posix.normalize(folder)),
      read: textOf,
    },
  };
}

/** The files that may be asked for, by their path in the archive. What is passed over takes no memory. */
async function filesIn(archive: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const room = { entries: MOST_ENTRIES, configuration: LARGEST_CONFIGURATION, texts: LARGEST_TEXTS };
  const reader = extract();
  void unzip(archive, reader);
  try {
    for await (const entry of reader) {
      room.entries -= 1;
      if (room.entries < 0) throw new ArchiveError(`it holds more than ${MOST_ENTRIES} files.`);
      const path = pathInside(entry.header.name);
      if (!isRead(path, entry.header, room)) {
        entry.resume();
        continue;
      }
      if (files.has(path)) throw new ArchiveError("it holds a file twice.");
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) chunks.push(chunk as Uint8Array);
      files.set(path, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError("what gzip has compressed in it is no tar, or it is cut off.");
  }
  return files;
}

/** Gives a reader what is in an archive, as fast as it takes it; or the reason why there is no more. Never throws. */
async function unzip(archive: Uint8Array, reader: Extract): Promise<void> {
  const zip = createGunzip({ chunkSize: CHUNK });
  zip.end(archive);
  const closed = new Promise<void>((resolve) => reader.once("close", () => resolve()));
  let size = 0;
  try {
    for await (const chunk of zip as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_UNPACKED) {
        throw new ArchiveError(`unpacked it is larger than ${LARGEST_UNPACKED / 1_000_000} MB.`);
      }
      if (reader.destroyed) return;
      if (reader.write(chunk)) continue;
      await Promise.race([closed, new Promise<void>((resolve) => reader.once("drain", () => resolve()))]);
    }
    reader.end(undefined);
  } catch (error) {
    const isOurs = error instanceof ArchiveError;
    reader.destroy(isOurs ? error : new ArchiveError("it is no archive that gzip has compressed, or it is cut off."));
  }
}

/** How much more is read. */
interface Room {
  configuration: number;
  texts: number;
}

/** @throws ArchiveError where the configuration cannot be read as Terraform reads it */
function isRead(path: string, { type, size }: Header, room: Room): boolean {
  const isConfiguration = isConfigurationFile(posix.basename(path));
  if (isConfiguration && (type === "symlink" || type === "link")) {
    throw new ArchiveError("a file of its configuration is a link, which is not followed.");
  }
  if (type !== "file" && type !== "contiguous-file") return false;
  if (isConfiguration) {
    room.configuration -= size;
    if (size <= LARGEST_FILE && room.configuration >= 0) return true;
    throw new ArchiveError(
      `its configuration is larger than ${LARGEST_FILE / 1_000_000} MB in one file, or ${LARGEST_CONFIGURATION / 1_000_000} MB in all.`,
    );
  }
  if (size > LARGEST_TEXT || size > room.texts) return false;
  room.texts -= size;
  return true;
}

/** @throws ArchiveError where the path leads out of the archive */
function pathInside(path: string): string {
  const normal = posix.normalize(path === "" ? "." : path).replace(/(?<=.)\/$/, "");
  if (normal.startsWith("/") || normal === ".." || normal.startsWith("../") || path.includes("\0")) {
    throw new ArchiveError("a path in it, or the workspace's working directory, leads out of it.");
  }
  return normal;
}

function configurationsIn(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, readonly SourceFile[]> {
  const folders = new Map<string, SourceFile[]>();
  for (const [path, bytes] of files) {
    const name = posix.basename(path);
    if (!isConfigurationFile(name)) continue;
    const folder = posix.dirname(path);
    const file = { name, text: bytes.toString("utf8") };
    const others = folders.get(folder);
    if (others === undefined) folders.set(folder, [file]);
    else others.push(file);
  }
  return folders;
}
