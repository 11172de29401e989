import type { Api, Outside } from "../api/index";
import { type Opinion, opinionsOn } from "./judged-by";
import { Log, type Phase } from "./log";
import { saidIn } from "./log-line";
import { endOf, mayBeOver, type Run, readRun } from "./run";

/** Something that happened to a run. */
export type Event =
  | { readonly kind: "state"; readonly state: string }
  | { readonly kind: "log"; readonly phase: Phase; readonly text: string }
  | Opinion;

/** Why a run is not followed any further. */
export type Stop =
  /** It has ended. */
  | "ended"
  /** It can be confirmed. */
  | "confirmable"
  /** Somebody has to overrule a policy or a run task. */
  | "overridable"
  /** It is in a state that is not known here, and nothing can be done about it. */
  | "unknown"
  /** It takes longer than is waited. */
  | "late";

/** How a run is followed. */
export interface Following {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** When to stop, in milliseconds since 1970. */
  readonly deadline: number;
  /** Told of each event, in order. */
  readonly tell: (event: Event) => void;
}

/** The shortest and the longest pause between two looks, in milliseconds: longer and longer while nothing happens. */
const SHORTEST = 1_000;
const LONGEST = 5_000;
/** How long a state is looked at that is not known and leaves nothing to do, before it is taken for the last one, in milliseconds. */
const PATIENCE_WITH_UNKNOWN = 300_000;

/** States in which a log begins. Of all others the rest of a log comes before them. */
const WRITING = new Set(["planning", "applying"]);

/** A run, watched from its beginning to its end, over several calls. */
export class Watch {
  readonly #logs: Log[] = [];
  readonly #told = new Map<string, string>();
  #state: string | undefined;
  #changedAt = 0;

  constructor(
    private readonly api: Api,
    private readonly id: string,
  ) {}

  /**
   * Tells what happens until the run stops.
   *
   * @param isConfirmed whether it has been confirmed: then it is not stopped at for that
   * @throws HcpError, and the signal's reason
   */
  async until(following: Following, isConfirmed: boolean): Promise<{ readonly stop: Stop; readonly run: Run }> {
    const { outside, signal, deadline } = following;
    let told = 0;
    const tell = (event: Event): void => {
      told += 1;
      following.tell(event);
    };
    for (let pause = SHORTEST; ; ) {
      signal.throwIfAborted();
      told = 0;
      const run = await readRun(this.api, this.id);
      if (WRITING.has(run.status)) this.#tellState(run, tell, outside.now());
      await this.#tellLogs(run, tell);
      this.#tellState(run, tell, outside.now());
      const { opinions, waits } = await opinionsOn(this.api, run);
      for (const opinion of opinions) this.#tellOnce(opinion, tell);
      const stop = this.#stopOf(run, waits, isConfirmed, outside.now());
      if (stop !== undefined) return { stop, run };
      if (outside.now() >= deadline) return { stop: "late", run };
      pause = told > 0 ? SHORTEST : Math.min(LONGEST, pause * 1.5);
      await outside.sleep(Math.min(pause, Math.max(0, deadline - outside.now())), signal);
    }
  }

  #tellState({ status }: Run, tell: Following["tell"], now: number): void {
    if (status === this.#state) return;
    this.#state = status;
    this.#changedAt = now;
    tell({ kind: "state", state: status });
  }

  #tellOnce(opinion: Opinion, tell: Following["tell"]): void {
    if (this.#told.get(opinion.id) === opinion.status) return;
    this.#told.set(opinion.id, opinion.status);
    tell(opinion);
  }

  async #tellLogs(run: Run, tell: Following["tell"]): Promise<void> {
    if (this.#logs.length === 0 && run.plan !== undefined)
      this.#logs.push(new Log(this.api, "plan", `/plans/${run.plan}`));
    if (this.#logs.length === 1 && run.apply !== undefined)
      this.#logs.push(new Log(this.api, "apply", `/applies/${run.apply}`));
    for (const log of this.#logs) {
      for await (const line of log.news(run)) {
        tell({ kind: "log", phase: log.phase, text: saidIn(line) });
      }
    }
  }

  #stopOf(run: Run, waits: boolean, isConfirmed: boolean, now: number): Stop | undefined {
    if (endOf(run) !== undefined) return "ended";
    if (run.isConfirmable && !isConfirmed) return "confirmable";
    if (waits) return "overridable";
    return mayBeOver(run) && now - this.#changedAt > PATIENCE_WITH_UNKNOWN ? "unknown" : undefined;
  }
}
