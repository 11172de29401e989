import * as zlib from "node:zlib";
import { decodeBase64 } from "./base64";
import { isCharacterSet } from "./character-set";
import { Undecodable, UnknownEncoding } from "./undecodable";
import { unzipSync } from "./unzip";

/** The largest body after decompression, in bytes: 64 MiB. A few kilobytes of gzip can hold gigabytes. */
export const LARGEST_BODY = 64 * 1024 * 1024;

type Decompression = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

/** Undefined before Node.js 22.15. https://nodejs.org/api/zlib.html#zlibzstddecompresssyncbuffer-options */
const { zstdDecompressSync } = zlib as typeof zlib & { zstdDecompressSync?: Decompression };

/** What changes the bytes, and how to undo it. */
const DECODERS: ReadonlyMap<string, Decompression> = new Map([
  ["gzip", zlib.gunzipSync],
  ["x-gzip", zlib.gunzipSync],
  ["deflate", zlib.inflateSync],
  ["zip", unzipSync],
  ["br", zlib.brotliDecompressSync],
  ...(zstdDecompressSync === undefined ? [] : ([["zstd", zstdDecompressSync]] as const)),
  ["base64", fromBase64Text],
]);

/** Names that say that nothing was changed. */
const NO_ENCODING = new Set(["", "identity", "7bit", "8bit", "binary"]);

/** A body without its content encodings. */
export interface Content {
  readonly bytes: Buffer;
  /** The character set that the content encoding named, which many clients put there. */
  readonly characterSet: string | undefined;
}

/**
 * Undoes content encodings. HTTP lists several in the order in which they were applied, separated by commas. Spring AMQP
 * lists the last one first, as `gzip, UTF-8`, or `gzip:UTF-8` before its version 2.3. Neither can be mistaken for the other: in
 * the wrong order the bytes do not decode.
 *
 * @throws UnknownEncoding when it names one that this function does not know
 * @throws Undecodable when the bytes are not what it says
 * @see https://github.com/spring-projects/spring-amqp/blob/main/spring-amqp/src/main/java/org/springframework/amqp/support/postprocessor/AbstractCompressingPostProcessor.java
 */
export function undoContentEncoding(encoded: Buffer, contentEncoding: string): Content {
  const names = namesIn(contentEncoding);
  const unknown = names.find((name) => !DECODERS.has(name) && !isCharacterSet(name) && !NO_ENCODING.has(name));
  if (unknown !== undefined) throw new UnknownEncoding(unknownText(unknown, contentEncoding));
  const characterSet = names.find(isCharacterSet);
  const encodings = names.filter((name) => DECODERS.has(name));
  const lastFirst = encodings.toReversed();
  try {
    return { bytes: lastFirst.reduce(decode, encoded), characterSet };
  } catch (error) {
    if (encodings.length < 2) throw error;
  }
  return { bytes: encodings.reduce(decode, encoded), characterSet };
}

/** A character set's name may hold a colon itself: `iso_8859-1:1987`. */
function namesIn(contentEncoding: string): string[] {
  return contentEncoding
    .toLowerCase()
    .split(",")
    .map(unquoted)
    .flatMap((part) => (isCharacterSet(part) ? [part] : part.split(":").map(unquoted)));
}

/** A value as it is meant, in quotes or not. */
export function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, "$2");
}

function unknownText(name: string, contentEncoding: string): string {
  const given = `its content encoding ${JSON.stringify(contentEncoding)}`;
  return name === "zstd" ? `${given} needs Node.js 22.15, and this is ${process.version}` : `${given} is not known`;
}

function decode(bytes: Buffer, name: string): Buffer {
  try {
    return (DECODERS.get(name) as Decompression)(bytes, { maxOutputLength: LARGEST_BODY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new Undecodable(`it is larger than ${LARGEST_BODY} bytes once decompressed`);
    }
    throw new Undecodable(`its body is not ${name}, which its content encoding says`);
  }
}

/** As in mail, where lines end after 76 characters. */
function fromBase64Text(bytes: Buffer): Buffer {
  const decoded = decodeBase64(bytes.toString("latin1").replace(/\s+/g, ""));
  if (decoded === undefined) throw new Error("not base64");
  return decoded;
}
