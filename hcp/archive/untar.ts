import type { Entry } from "./tar";

/** An archive is damaged, or holds what has no business there. */
export class UnreadableArchive extends Error {}

const BLOCK = 512;

/** What the entries before an entry say of it. */
interface Before {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: string;
}

/**
 * The files and links of a tar archive, whoever wrote it: names that are longer than a header has room for are read in the ways of
 * POSIX and of GNU. Folders, and kinds that are no file, are passed over.
 *
 * @throws UnreadableArchive also where a name leads out of the archive
 */
export function untar(bytes: Uint8Array): Entry[] {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  let before: Before = {};
  for (let offset = 0; offset + BLOCK <= archive.length; ) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return entries;
    if (!isSummedUp(header)) throw new UnreadableArchive("it is damaged, or no tar archive");
    const size = before.size === undefined ? numberIn(header.subarray(124, 136)) : Number(before.size);
    const start = offset + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > archive.length) {
      throw new UnreadableArchive("it is cut off");
    }
    const content = archive.subarray(start, start + size);
    const type = String.fromCharCode(header[156] ?? 0);
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
    const said = saidBefore(type, content);
    if (said !== undefined) {
      before = { ...before, ...said };
      continue;
    }
    const path = pathIn(before.path ?? nameIn(header));
    if (type === "0" || type === "\0") {
      const executable = (numberIn(header.subarray(100, 108)) & 0o100) !== 0;
      if (!path.endsWith("/")) entries.push({ kind: "file", path, content, executable });
    } else if (type === "2") {
      entries.push({ kind: "link", path, target: before.linkpath ?? textIn(header.subarray(157, 257)) });
    }
    before = {};
  }
  throw new UnreadableArchive("it is cut off");
}

/** What an entry says of the one after it; undefined where it is an entry by itself. */
function saidBefore(type: string, content: Buffer): Before | undefined {
  if (type === "x")
    return Object.fromEntries(records(content).filter(([key]) => ["path", "linkpath", "size"].includes(key)));
  if (type === "g") return {};
  if (type === "L") return { path: textIn(content) };
  if (type === "K") return { linkpath: textIn(content) };
  return undefined;
}

function records(content: Buffer): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let offset = 0; offset < content.length; ) {
    const space = content.indexOf(" ", offset);
    const length = space < 0 ? Number.NaN : Number(content.toString("latin1", offset, space));
    const text = content.toString("utf8", space + 1, offset + length);
    if (!(length > 0) || !text.endsWith("\n") || !text.includes("=")) {
      throw new UnreadableArchive("one of its extended headers is damaged");
    }
    found.push([text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1, -1)]);
    offset += length;
  }
  return found;
}

/** @throws UnreadableArchive where it leads out of the archive */
function pathIn(name: string): string {
  const parts = name.split("/").filter((part) => part !== "." && part !== "");
  if (name.startsWith("/") || name.includes("\\") || name.includes("\0") || parts.includes("..")) {
    throw new UnreadableArchive("it holds a name that leads out of it");
  }
  return `${parts.join("/")}${name.endsWith("/") ? "/" : ""}`;
}

function nameIn(header: Buffer): string {
  const prefix = header.toString("latin1", 257, 263) === "ustar\0" ? textIn(header.subarray(345, 500)) : "";
  const name = textIn(header.subarray(0, 100));
  return prefix === "" ? name : `${prefix}/${name}`;
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? field.length : end);
}

/** In octal digits, or, where the first bit is set, in bytes: https://www.gnu.org/software/tar/manual/html_node/Extensions.html */
function numberIn(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) !== 0)
    return Number(BigInt(`0x${field.toString("hex")}`) & ((1n << BigInt(8 * field.length - 8)) - 1n));
  const digits = textIn(field).trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function isSummedUp(header: Buffer): boolean {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  return numberIn(header.subarray(148, 156)) === sum;
}
