/** Somebody wants it to end. */
class Interrupted extends Error {}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a signal to the process interrupts: what is being done, and then what is done about the interruption. */
export class Interruption {
  #controller = new AbortController();
  readonly #stop = () => this.#controller.abort(new Interrupted());

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#stop);
  }

  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#stop);
  }

  /**
   * Does something, and something else where it is interrupted; that may be interrupted in turn.
   *
   * @param afterwards is given a signal that is aborted by the next interruption
   */
  async during<T>(
    work: (signal: AbortSignal) => Promise<T>,
    afterwards: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(this.#controller.signal);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.#controller = new AbortController();
      return afterwards(this.#controller.signal);
    }
  }
}

/** Whether something ended because it was interrupted. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Interrupted;
}
