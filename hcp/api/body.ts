import { HcpTooLarge } from "./error";

/**
 * The bytes of an answer. As soon as they are too many, no more is read.
 *
 * @param name what it is, for messages
 * @throws HcpTooLarge
 */
export async function bodyOf(answer: Response, name: string, limit: number): Promise<Buffer> {
  // What is compressed on its way says how long it is there.
  const said = answer.headers.has("content-encoding") ? null : answer.headers.get("content-length");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    if (size > limit || Number(said) > limit) {
      await reader?.cancel();
      throw new HcpTooLarge(name, limit);
    }
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return Buffer.concat(chunks);
    size += chunk.value.length;
    chunks.push(chunk.value);
  }
}
