import { Undecodable, UnknownEncoding } from "./undecodable";

/** Whether a name is one of a character set, such as `utf-8` or `latin1`. */
export function isCharacterSet(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Decodes text strictly, without a byte order mark. Such a mark decides between the two orders of UTF-16, also where no
 * character set is named. `utf-16` without a mark is little-endian, as .NET writes it and browsers read it.
 *
 * @param name the character set. @default UTF-8
 * @throws Undecodable when the bytes are not such text
 */
export function decodeText(bytes: Buffer, name: string | undefined): string {
  if (name !== undefined && !isCharacterSet(name)) {
    throw new UnknownEncoding(`its character set ${JSON.stringify(name)} is not known`);
  }
  const { encoding } = new TextDecoder(name);
  const marked = name === undefined || encoding.startsWith("utf-16") ? markedOrder(bytes) : undefined;
  try {
    return new TextDecoder(marked ?? encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Undecodable(`its body is not ${marked ?? name ?? encoding} text`);
  }
}

function markedOrder([first, second]: Buffer): string | undefined {
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}
