import { setTimeout as sleep } from "node:timers/promises";
import { deployed, type OptionUp } from "../../../rehearsal";

/** The most messages that the publisher takes at once. */
export const MOST_AT_ONCE = 1000;

/** Publishes persistent messages through an option's own publisher function, whatever becomes of the broker meanwhile. */
export class SteadyPublisher {
  /** The ids of those that the broker has confirmed. */
  readonly confirmed: string[] = [];

  /** @param atOnce how many messages an invocation of the publisher sends, at most */
  constructor(
    private readonly up: OptionUp,
    private readonly atOnce = MOST_AT_ONCE,
  ) {}

  /** @returns once so many are confirmed, all in all. @throws Error where there is no publisher any more */
  async publishUntil(count: number, messageIdPrefix = ""): Promise<void> {
    while (this.confirmed.length < count) {
      this.confirmed.push(
        ...(await this.#publish(Math.min(this.atOnce, count - this.confirmed.length), messageIdPrefix)),
      );
    }
  }

  async #publish(count: number, messageIdPrefix: string): Promise<readonly string[]> {
    const { region, publisher } = deployed(this.up.outputs);
    const event = { count, messageIdPrefix, body: { text: "x".repeat(1000) } };
    const { failed, body } = await this.up.aws.functions.invoke(region, publisher, Buffer.from(JSON.stringify(event)));
    const answer = JSON.parse(body.toString());
    if (!failed) return answer.confirmed;
    await sleep(100);
    // Its error says which were confirmed all the same.
    const [, ids] = /^Confirmed: (.*)\.$/m.exec(answer.errorMessage) ?? [];
    return ids?.split(", ") ?? [];
  }
}
