import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";

/** The archive of a configuration version: a compressed tar of these files, in this order. */
export async function archiveOf(
  files: Readonly<Record<string, string | Buffer>>,
  more: readonly { readonly header: Partial<Header> & { readonly name: string }; readonly content?: string }[] = [],
): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  for (const { header, content = "" } of more) tar.entry(header, content);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) chunks.push(chunk as Uint8Array);
  return gzipSync(Buffer.concat(chunks));
}
