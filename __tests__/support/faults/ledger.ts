/** What was confirmed by the broker, and what the function has processed. */
export class Ledger {
  readonly #confirmed = new Set<string>();
  readonly #processed = new Set<string>();
  /** Confirmed, and not processed yet. */
  readonly #open = new Set<string>();
  /** How often a message was processed that had been processed before. */
  duplicates = 0;

  confirm(id: string): void {
    this.#confirmed.add(id);
    if (!this.#processed.has(id)) this.#open.add(id);
  }

  process(id: string): void {
    if (this.#processed.has(id)) this.duplicates += 1;
    this.#processed.add(id);
    this.#open.delete(id);
  }

  get confirmed(): number {
    return this.#confirmed.size;
  }

  get open(): ReadonlySet<string> {
    return this.#open;
  }
}
