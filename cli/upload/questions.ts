import { Readable } from "node:stream";
import type { Surroundings } from "../surroundings";

/** Asks on the terminal; answers may come through a pipe too. */
export class Questions {
  #rest = "";
  #chunks: AsyncIterator<Uint8Array> | undefined;

  constructor(private readonly around: Pick<Surroundings, "stdin" | "stderr">) {}

  /**
   * @returns whether the answer is `yes` and nothing else; undefined where nobody answers
   * @throws the signal's reason
   */
  async isYes(question: string, signal: AbortSignal): Promise<boolean | undefined> {
    this.around.stderr.write(`\n${question}\n  Only 'yes' will be accepted.\n\n  Enter a value: `);
    const answer = await unless(signal, this.#line());
    return answer === undefined ? undefined : answer.trim() === "yes";
  }

  /** Lets go of standard input, which would keep the process. */
  close(): void {
    if (this.#chunks !== undefined && this.around.stdin instanceof Readable) this.around.stdin.destroy();
  }

  async #line(): Promise<string | undefined> {
    this.#chunks ??= this.around.stdin[Symbol.asyncIterator]();
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      this.#rest += Buffer.from(value).toString("utf8");
    }
    if (this.#rest === "") return undefined;
    const [line = "", ...others] = this.#rest.split("\n");
    this.#rest = others.join("\n");
    return line;
  }
}

function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
