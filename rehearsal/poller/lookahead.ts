/** Batches that lie ready for the function take this long at most, in milliseconds. */
const READY_TIME = 200;

/** The most batches that the function may have before it: the one that runs, and those that lie ready. */
const MOST_BATCHES = 8;

/**
 * How many batches the function has before it. It runs one at a time, but where it is quick, the way to it and back takes longer
 * than its work: the next batches lie ready there then. Before a slow function only one does.
 */
export class Lookahead {
  #batches = 1;
  #answered = 0;

  /** How many batches the function may have before it. */
  get batches(): number {
    return this.#batches;
  }

  /**
   * Notes an answer.
   *
   * @param begun when the function was given the batch
   * @param now when it answered
   */
  answered(begun: number, now: number): void {
    const duration = now - Math.max(begun, this.#answered);
    this.#answered = now;
    this.#batches = Math.min(MOST_BATCHES, Math.max(1, Math.floor(READY_TIME / Math.max(1, duration))));
  }
}
