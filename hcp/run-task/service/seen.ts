/** How long a result is remembered, in milliseconds: HCP Terraform waits for one for an hour at most. */
const REMEMBERED = 3_600_000;

/**
 * Results that were asked for, so that the same request again, by HCP Terraform or by somebody who recorded it, starts nothing. What is
 * forgotten would do no harm: HCP Terraform refuses what is final, and each token lives for ten minutes.
 */
export class Seen {
  readonly #since = new Map<string, number>();

  /** @param most how many are remembered; beyond that the oldest are forgotten */
  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** Whether it is the first time, which it is no more afterwards. */
  isNew(id: string): boolean {
    const since = this.#since.get(id);
    if (since !== undefined && this.now() - since < REMEMBERED) return false;
    this.#makeRoom();
    // A name that is set again keeps its place among the others.
    this.#since.delete(id);
    this.#since.set(id, this.now());
    return true;
  }

  /** It was not taken: the same again is new. */
  forget(id: string): void {
    this.#since.delete(id);
  }

  get size(): number {
    return this.#since.size;
  }

  #makeRoom(): void {
    for (const [id, since] of this.#since) {
      if (this.#since.size < this.most && this.now() - since < REMEMBERED) return;
      this.#since.delete(id);
    }
  }
}
