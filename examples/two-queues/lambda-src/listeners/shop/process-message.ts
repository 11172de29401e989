import type { ReceivedMessage } from "../../../../../lambda-src/listener/received-message";

/** What to do with one message: throwing fails its batch, which then comes again. */
export async function processMessage({ queue, body }: ReceivedMessage): Promise<void> {
  if (body.kind !== "json") throw new Error(`Expected JSON in queue ${queue}.`);
  console.log(JSON.stringify({ queue, kind: "processed" }));
}
