import type { Clock } from "../../lambda-src/shared/clock";

/** A clock that only sleeping moves, and that says what was slept. */
export class FakeClock implements Clock {
  readonly pauses: number[] = [];
  #now = Date.UTC(2026, 0, 1);

  /** @param whileAsleep what the world does during each pause, given how many there were before */
  constructor(private readonly whileAsleep: (pausesBefore: number) => void | Promise<void> = () => {}) {}

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    await this.whileAsleep(this.pauses.length);
    this.pauses.push(milliseconds);
  }
}
