import { inflateRawSync } from "node:zlib";

/** Sizes of a ZIP file's records, without what follows them. */
const LOCAL_HEADER = 30;
const END_RECORD = 22;

/** "Deflated", of the ways to compress an entry. */
const DEFLATED = 8;

/**
 * Unpacks a ZIP file of one entry, which is how Spring AMQP compresses as `zip`. The sizes are in the directory at its end:
 * Java writes the entry before it knows them.
 *
 * @param options passed on to Node's zlib
 * @throws Error when it is no such file
 * @see https://github.com/spring-projects/spring-amqp/blob/main/spring-amqp/src/main/java/org/springframework/amqp/support/postprocessor/ZipPostProcessor.java
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function unzipSync(file: Buffer, options: { readonly maxOutputLength: number }): Buffer {
  const end = file.length - END_RECORD;
  const entries = file.readUInt16LE(end + 10);
  const directory = file.readUInt32LE(end + 16);
  const method = file.readUInt16LE(directory + 10);
  const compressedSize = file.readUInt32LE(directory + 20);
  const size = file.readUInt32LE(directory + 24);
  const header = file.readUInt32LE(directory + 42);
  const start = header + LOCAL_HEADER + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  const compressed = file.subarray(start, start + compressedSize);
  const content = method === DEFLATED ? inflateRawSync(compressed, options) : compressed;
  if (entries !== 1 || content.length !== size) throw new Error("no ZIP file of one entry");
  return content;
}
