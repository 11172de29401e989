import type { IncomingMessage } from "node:http";

/** How large the body of a request may be, in bytes: many times what HCP Terraform sends. */
export const LARGEST_BODY = 256_000;

/** The bytes of a request; undefined as soon as they are too many, of which no more is read then. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
