/** Counts what functions have processed for mappings. */
export class Tally {
  readonly #times = new Map<string, number>();
  #listeners: (() => void)[] = [];

  note(messageIds: readonly (string | null)[]): void {
    for (const id of messageIds) {
      if (id !== null) this.#times.set(id, this.timesOf(id) + 1);
    }
    for (const listener of this.#listeners) listener();
  }

  has(messageId: string): boolean {
    return this.#times.has(messageId);
  }

  /** How often a message was processed. */
  timesOf(messageId: string): number {
    return this.#times.get(messageId) ?? 0;
  }

  /** Resolves once a condition holds, which is looked at whenever something was processed. */
  until(condition: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        this.#listeners = this.#listeners.filter((each) => each !== look);
        resolve();
      };
      this.#listeners.push(look);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      look();
    });
  }
}
