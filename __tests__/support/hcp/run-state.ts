import { type Awaited, applying, planning, type RunKind, type Step } from "./course";
import type { RunScript } from "./script";

/** Milliseconds that a state lasts where the script says nothing. */
const PACE = 10;

/** Where a run stands. It moves when it is looked at, as far as the time that has passed takes it. */
export class RunState {
  /** When each state was entered, in milliseconds since 1970. */
  readonly entered = new Map<string, number>();
  #steps: Step[];
  #current: Step = { status: "pending", awaits: "queue" };

  constructor(
    readonly kind: RunKind,
    readonly script: RunScript,
    createdAt: number,
  ) {
    this.#steps = this.#withUnknown(planning(kind, script));
    this.#enter(createdAt);
  }

  get status(): string {
    return this.#current.status;
  }

  /** What it waits for; undefined while it moves by itself. */
  get awaits(): Awaited | undefined {
    return this.#current.awaits;
  }

  get isFinal(): boolean {
    return this.awaits === "nothing";
  }

  /** When the present state began, in milliseconds since 1970. */
  get since(): number {
    return this.entered.get(this.status) ?? 0;
  }

  lasts(status: string): number {
    return this.script.lasts?.[status] ?? PACE;
  }

  /** @param freeAt since when no run before it is in its way; undefined while one is */
  advance(now: number, freeAt: number | undefined): void {
    for (;;) {
      const from = this.awaits === "queue" ? Math.max(this.since, freeAt ?? Number.POSITIVE_INFINITY) : this.since;
      const until = from + this.lasts(this.status);
      if ((this.awaits !== undefined && this.awaits !== "queue") || now < until) return;
      this.#enter(until);
    }
  }

  /** Ends a state that the script makes last. */
  goOn(now: number): void {
    this.#enter(now);
  }

  /** Somebody confirms it. */
  confirm(now: number): void {
    this.#steps = this.#withUnknown(applying(this.script));
    this.#enter(now);
  }

  /** Somebody overrides a policy or a task. */
  override(now: number): void {
    this.#enter(now);
  }

  /** Ends the run. */
  end(status: "discarded" | "canceled" | "force_canceled", now: number): void {
    this.#steps = [{ status, awaits: "nothing" }];
    this.#enter(now);
  }

  /** The status of its plan. */
  get plan(): string {
    if (!this.entered.has("plan_queued")) return this.isFinal ? "unreachable" : "pending";
    if (this.entered.has("planned")) return "finished";
    if (this.isFinal) return this.status === "errored" ? "errored" : "canceled";
    return this.entered.has("planning") ? "running" : "queued";
  }

  /** The status of its apply. */
  get apply(): string {
    if (!this.entered.has("apply_queued")) return this.isFinal ? "unreachable" : "pending";
    if (this.isFinal) {
      if (this.status === "errored") return "errored";
      return this.status === "applied" ? "finished" : "canceled";
    }
    if (this.entered.has("post_apply_running")) return "finished";
    return this.entered.has("applying") ? "running" : "queued";
  }

  #enter(at: number): void {
    const [next, ...rest] = this.#steps;
    if (next === undefined) return;
    this.#steps = rest;
    this.#current = next;
    this.entered.set(next.status, at);
  }

  /** Where a state would wait to be confirmed, the unknown one after it does. */
  #withUnknown(steps: readonly Step[]): Step[] {
    return steps.flatMap((step) => {
      const further = (this.script.unknownStates ?? []).filter(({ after }) => after === step.status);
      if (further.length === 0) return [step];
      const statuses = [step, ...further].map(({ status }) => ({ status }));
      return step.awaits === "confirmation"
        ? [...statuses.slice(0, -1), { ...(statuses.at(-1) as Step), awaits: step.awaits }]
        : [step, ...statuses.slice(1)];
    });
  }
}
