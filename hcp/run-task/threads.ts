import { Worker } from "node:worker_threads";
import type { Assessment, AssessmentSettings } from "./assessment";
import { ThreadFault } from "./fault";
import { NotAssessed } from "./judge-request";
import type { Material } from "./material";
import type { FromThread, ToThread } from "./thread";

/** What threads are made of, and what each may use. */
export interface ThreadOptions {
  /** Code that a thread runs: it loads the file `thread`. */
  readonly code: string;
  /** How many there are at most: more than there are processors only take memory. */
  readonly count: number;
  /** How much memory judging one request may take, in MB, besides what was downloaded. */
  readonly memory: number;
  /** How long judging one request may take, in milliseconds. */
  readonly longest: number;
}

/** A thread that has judged more bytes than this is not used again: it would keep the memory that it took. */
const WORTH_ENDING = 8_000_000;

/**
 * Judges in threads of its own, which are kept for the next: a large plan takes seconds, in which the service has to answer others; and one
 * that takes too much memory or time ends its thread only.
 */
export class Threads {
  readonly #idle: Worker[] = [];
  /** Whoever waits for a thread, the first first. */
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(private readonly options: ThreadOptions) {}

  /**
   * @throws NotAssessed when it takes too much; the signal's reason when it is aborted
   */
  async assess(material: Material, settings: AssessmentSettings, signal: AbortSignal): Promise<Assessment> {
    await this.#turn(signal);
    try {
      return await this.#judge(material, settings, signal);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }

  /** Ends the threads that nothing is being judged in. */
  async end(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.terminate()));
  }

  /** Waits until there is a thread to be had: that of whoever comes to an end. */
  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#busy < this.options.count) {
      this.#busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      this.#waiting.push(turn);
      signal.addEventListener("abort", leave);
    });
  }

  async #judge(material: Material, settings: AssessmentSettings, signal: AbortSignal): Promise<Assessment> {
    const size = (material.plan?.length ?? 0) + (material.archive?.length ?? 0);
    const thread = this.#idle.pop() ?? this.#start();
    try {
      const assessment = await this.#ask(thread, { material, settings }, signal);
      if (size > WORTH_ENDING) await thread.terminate();
      else this.#idle.push(thread);
      return assessment;
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  }

  #start(): Worker {
    const { code, memory } = this.options;
    const thread = new Worker(code, {
      eval: true,
      // It needs no secret, and a fault in it is to show none.
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    // One that ends while it waits for work is not used again; what fails while it is being ended concerns nobody.
    thread.on("error", () => {});
    thread.once("exit", () => {
      const index = this.#idle.indexOf(thread);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return thread;
  }

  #ask(thread: Worker, asked: ToThread, signal: AbortSignal): Promise<Assessment> {
    const { memory, longest } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new NotAssessed(tooLong(longest)))), longest);
      const abort = () => end(() => reject(signal.reason));
      const message = (answer: FromThread) =>
        end(() => ("assessment" in answer ? resolve(answer.assessment) : reject(new ThreadFault(answer.fault))));
      const error = (cause: NodeJS.ErrnoException) =>
        end(() => reject(cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? new NotAssessed(tooMuch(memory)) : cause));
      const exit = () => end(() => reject(new NotAssessed(tooMuch(memory))));
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        thread.off("message", message).off("error", error).off("exit", exit);
        settle();
      };
      thread.on("message", message).on("error", error).on("exit", exit);
      signal.addEventListener("abort", abort);
      thread.postMessage(asked, buffersOf(asked.material));
    });
  }
}

function buffersOf({ plan, archive }: Material): ArrayBuffer[] {
  // Buffers that share memory with others cannot be given away; small ones do.
  return [plan, archive].flatMap((bytes) =>
    bytes !== null && bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
      ? [bytes.buffer]
      : [],
  );
}

function tooLong(longest: number): string {
  return `judging takes longer than ${longest / 1000} s. Plan a part of it, or judge it with mqesm check.`;
}

function tooMuch(memory: number): string {
  return `judging takes more than ${memory} MB of memory: mqesm run-task --memory says how much it may take.`;
}
