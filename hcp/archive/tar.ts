/** Something in an archive. */
export type Entry =
  | { readonly kind: "file"; readonly path: string; readonly content: Uint8Array; readonly executable: boolean }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

const BLOCK = 512;
/** What is in the fields of a header that has room for so many bytes of a name. */
const LONGEST_NAME = 100;
/** When everything in an archive was changed, in seconds since 1970: always at the same time. */
const MODIFIED = 0;

/**
 * A tar archive, in the POSIX format, that depends on nothing but the entries: not on owners, times, or the machine.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13
 */
export function tar(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const blocks = entries.flatMap((entry) => [...extended(entry), ...plain(entry)]);
  // Two blocks of zeros end an archive.
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function plain(entry: Entry): readonly Uint8Array[] {
  if (entry.kind === "link")
    return [header({ name: entry.path, type: "2", mode: 0o777, size: 0, target: entry.target })];
  const { path, content, executable } = entry;
  const mode = executable ? 0o755 : 0o644;
  return [header({ name: path, type: "0", mode, size: content.length }), content, padding(content.length)];
}

/** What a header has no room for stands in an entry before it. */
function extended(entry: Entry): readonly Uint8Array[] {
  const records = [
    ...(fits(entry.path) ? [] : [record("path", entry.path)]),
    ...(entry.kind === "link" && !fits(entry.target) ? [record("linkpath", entry.target)] : []),
  ];
  if (records.length === 0) return [];
  const content = Buffer.concat(records);
  const name = "PaxHeaders/entry";
  return [header({ name, type: "x", mode: 0o644, size: content.length }), content, padding(content.length)];
}

function fits(name: string): boolean {
  return /^[\x20-\x7e]*$/.test(name) && name.length <= LONGEST_NAME;
}

/** Its length, in bytes and its own digits with it, comes first. */
function record(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

interface Header {
  readonly name: string;
  readonly type: "0" | "2" | "x";
  readonly mode: number;
  readonly size: number;
  readonly target?: string;
}

function header({ name, type, mode, size, target = "" }: Header): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, "latin1");
  const text = (value: string, offset: number) =>
    block.write(value.slice(0, LONGEST_NAME), offset, LONGEST_NAME, "latin1");
  text(name, 0);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(MODIFIED, 136, 12);
  block.write(type, 156, "latin1");
  text(target, 157);
  block.write("ustar\x0000", 257, "latin1");
  // The sum is taken over a header with spaces where the sum goes.
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
