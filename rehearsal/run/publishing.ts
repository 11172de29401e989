import type { Answer } from "../functions/function-process";

/** How many messages the publisher takes at once. */
const MOST_AT_ONCE = 1000;

/**
 * Publishes messages through an option's own publisher function.
 *
 * @returns the ids that the broker confirmed
 * @throws Error in the publisher's words
 */
export async function publish(
  invoke: (event: Uint8Array) => Promise<Answer>,
  count: number,
): Promise<readonly string[]> {
  const confirmed: string[] = [];
  while (confirmed.length < count) {
    const event = Buffer.from(JSON.stringify({ count: Math.min(MOST_AT_ONCE, count - confirmed.length) }));
    const { failed, body } = await invoke(event);
    const answer = JSON.parse(body.toString());
    if (failed) throw new Error(`The publisher failed: ${answer.errorType}: ${answer.errorMessage}`);
    confirmed.push(...answer.confirmed);
  }
  return confirmed;
}
