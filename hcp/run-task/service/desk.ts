import type { RunTaskRequest } from "../request/request";
import { Seen } from "./seen";

/** How much is taken on at once. */
export interface DeskLimits {
  /** How many requests are judged at the same time. */
  readonly concurrency: number;
  /** How many more may wait. */
  readonly queue: number;
}

/** What becomes of a request that comes in. */
export type Taken =
  | "accepted"
  /** It was accepted before. */
  | "known"
  /** Too many are waiting: HCP Terraform asks again when it is told so. */
  | "full"
  | "stopping";

/** How many results are remembered, about a megabyte of them. */
const REMEMBERED = 10_000;

interface Waiting {
  readonly request: RunTaskRequest;
  readonly receivedAt: number;
}

/** Judges one request to its end. Never throws. */
export type Work = (request: RunTaskRequest, receivedAt: number, signal: AbortSignal) => Promise<void>;

/** Takes requests and has them judged, not more at once than there is room for, the oldest first. */
export class Desk {
  readonly #seen: Seen;
  readonly #waiting: Waiting[] = [];
  readonly #working = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #isStopping = false;

  constructor(
    private readonly limits: DeskLimits,
    private readonly work: Work,
    private readonly now: () => number = Date.now,
  ) {
    this.#seen = new Seen(REMEMBERED, now);
  }

  take(request: RunTaskRequest): Taken {
    if (this.#isStopping) return "stopping";
    if (!this.#seen.isNew(request.resultId)) return "known";
    if (this.#working.size + this.#waiting.length >= this.limits.concurrency + this.limits.queue) {
      this.#seen.forget(request.resultId);
      return "full";
    }
    this.#waiting.push({ request, receivedAt: this.now() });
    // Whoever asks is answered first.
    setImmediate(() => this.#goOn());
    return "accepted";
  }

  get working(): number {
    return this.#working.size;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /**
   * Takes no more, and comes back when everybody has a result. What waits is told at once that it is not judged any more, what is being
   * judged when its time is over.
   *
   * @param grace how long that may go on, in milliseconds
   */
  async stop(grace: number): Promise<void> {
    this.#isStopping = true;
    for (const waiting of this.#waiting.splice(0)) this.#begin(waiting, AbortSignal.abort());
    const timer = setTimeout(() => this.#stop.abort(), grace);
    await Promise.all(this.#working);
    clearTimeout(timer);
  }

  #goOn(): void {
    while (this.#working.size < this.limits.concurrency) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#begin(next, this.#stop.signal);
    }
  }

  #begin({ request, receivedAt }: Waiting, signal: AbortSignal): void {
    const done = this.work(request, receivedAt, signal).finally(() => {
      this.#working.delete(done);
      this.#goOn();
    });
    this.#working.add(done);
  }
}
