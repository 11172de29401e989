/** When a batch is complete. */
export interface BatchLimits {
  /** Records. */
  readonly size: number;
  /** Milliseconds from the first record on. */
  readonly window: number;
  /** Bytes of all records, each with one more that separates it from the next. */
  readonly payload: number;
}

/**
 * Gathers records into batches by AWS's rules: a batch is complete at its size, at the end of its window, or where the next
 * record would make its event too large, whichever comes first. The window begins with the batch's first record.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export class Batching<Item extends { readonly bytes: number }> {
  #open: Item[] = [];
  #bytes = 0;
  #due = Number.POSITIVE_INFINITY;

  constructor(private readonly limits: BatchLimits) {}

  /** When the open batch is complete at the latest, in the milliseconds of the clock that {@link add} is told; infinite: none is open. */
  get due(): number {
    return this.#due;
  }

  /** Whether a record can be in any batch: one that cannot is dropped by Lambda. */
  fits({ bytes }: Item): boolean {
    return bytes + 1 <= this.limits.payload;
  }

  /** @returns the batches that are complete by now, in their order: two at most */
  add(item: Item, now: number): Item[][] {
    const size = item.bytes + 1;
    const complete = now >= this.#due || this.#bytes + size > this.limits.payload ? this.#close() : [];
    if (this.#open.length === 0) this.#due = now + this.limits.window;
    this.#open.push(item);
    this.#bytes += size;
    const full = this.#open.length === this.limits.size || this.#bytes === this.limits.payload;
    return full ? [...complete, ...this.#close()] : complete;
  }

  /** @returns the batch whose window has ended by now; none: it has not */
  closeDue(now: number): Item[][] {
    return now >= this.#due ? this.#close() : [];
  }

  #close(): Item[][] {
    const closed = this.#open;
    this.#open = [];
    this.#bytes = 0;
    this.#due = Number.POSITIVE_INFINITY;
    return closed.length === 0 ? [] : [closed];
  }
}
