import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { JudgeFault } from "../fault";
import { NotAssessed } from "../judging/judge-request";
import type { Material } from "../material/material";
import type { Assessment, AssessmentSettings } from "../result/assessment";
import type { FromJudge, ToJudge } from "./judge-process";

/** What the processes of judges are, and what each may use. */
export interface JudgeOptions {
  /** The program that they run: the file `judge-process`, and Node's own options for it. */
  readonly program: { readonly file: string; readonly execArgv?: readonly string[] };
  /** How many there are at most: more than there are processors only take memory. */
  readonly count: number;
  /** How much memory judging one request may take, in MB, besides what was downloaded. */
  readonly memory: number;
  /** How long judging one request may take, in milliseconds. */
  readonly longest: number;
}

/** A process that has judged more bytes than this is not used again: it would keep the memory that it took. */
const WORTH_ENDING = 8_000_000;

/**
 * Judges in processes of their own, which are kept for the next request: a large plan takes seconds, in which the service has to answer
 * others, and one that takes too much memory or time ends its process only. A thread would not do: out of memory while it parses JSON, V8
 * ends the whole process.
 */
export class Judges {
  readonly #idle: ChildProcess[] = [];
  /** Whoever waits for a judge, the first first. */
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(private readonly options: JudgeOptions) {}

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

  /** Ends the processes in which nothing is being judged. */
  async end(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(ended));
  }

  /** Waits until there is a judge to be had: that of whoever comes to an end. */
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
    const judge = this.#idle.pop() ?? this.#start();
    try {
      const assessment = await this.#ask(judge, { material, settings }, signal);
      if (size > WORTH_ENDING) await ended(judge);
      else this.#idle.push(judge);
      return assessment;
    } catch (error) {
      await ended(judge);
      throw error;
    }
  }

  #start(): ChildProcess {
    const { program, memory } = this.options;
    const judge = fork(program.file, [], {
      execArgv: [...(program.execArgv ?? []), `--max-old-space-size=${memory}`],
      serialization: "advanced",
      // It needs no secret of the environment, but Windows starts nothing without this.
      env: process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot },
      // What Node.js writes of a fault may quote a plan.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // One that ends while it waits for work is not used again; what fails while it is being ended concerns nobody.
    judge.on("error", () => {});
    judge.once("exit", () => {
      const index = this.#idle.indexOf(judge);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return judge;
  }

  #ask(judge: ChildProcess, asked: ToJudge, signal: AbortSignal): Promise<Assessment> {
    const { memory, longest } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new NotAssessed(tooLong(longest)))), longest);
      const abort = () => end(() => reject(signal.reason));
      const message = (answer: FromJudge) =>
        end(() => ("assessment" in answer ? resolve(answer.assessment) : reject(new JudgeFault(answer.fault))));
      const error = (cause: Error) => end(() => reject(cause));
      // Out of memory it is aborted, by itself or by the system: by a signal, of which a shell or Windows makes a code.
      const exit = (code: number | null) =>
        end(() =>
          reject(code === null || code >= 128 ? new NotAssessed(tooMuch(memory)) : new JudgeFault(`exit ${code}`)),
        );
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        judge.off("message", message).off("error", error).off("exit", exit);
        settle();
      };
      judge.on("message", message).on("error", error).on("exit", exit);
      signal.addEventListener("abort", abort);
      judge.send(asked);
    });
  }
}

async function ended(judge: ChildProcess): Promise<void> {
  if (judge.pid === undefined || judge.exitCode !== null || judge.signalCode !== null) return;
  const exit = once(judge, "exit");
  judge.kill("SIGKILL");
  await exit;
}

function tooLong(longest: number): string {
  return `judging takes longer than ${longest / 1000} s. Plan a part of it, or judge it with mqesm check.`;
}

function tooMuch(memory: number): string {
  return `judging takes more than ${memory} MB of memory: mqesm run-task --memory says how much it may take.`;
}
