import type { Clock } from "./clock";
import { ExplainedError } from "./explained-error";
import { logLine } from "./log-line";

/** A failure that time may cure: a broker that still starts, a permission that AWS has not spread yet. */
export class NotYet extends ExplainedError {
  /**
   * @param name the error's name, should it last
   * @param message what failed, and what to do should it last
   * @param limit for how many milliseconds it is worth trying again; the default is the function's whole time
   */
  constructor(
    name: string,
    message: string,
    readonly limit = Number.POSITIVE_INFINITY,
  ) {
    super(name, message);
  }
}

/** The pause between attempts doubles from the first of these to the last, in milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/** How long one call over the network may take, in milliseconds. */
const CALL_LIMIT = 10_000;

/** Tries again what is not ready yet, up to the time that the function has. */
export class Patience {
  /**
   * @param clock the time
   * @param deadline the moment, in milliseconds since 1970, after which nothing is started any more
   */
  constructor(
    readonly clock: Clock,
    readonly deadline: number,
  ) {}

  /** A signal that ends a call over the network: after ten seconds, or at the deadline. */
  callSignal(): AbortSignal {
    const remaining = this.deadline - this.clock.now();
    return AbortSignal.timeout(Math.max(1, Math.min(CALL_LIMIT, remaining)));
  }

  /**
   * Attempts until it succeeds. Attempts are to be repeatable.
   *
   * @param attempt throws {@link NotYet} when trying again may help
   * @throws what `attempt` threw, at once when that is not {@link NotYet}
   */
  async until<T>(attempt: () => Promise<T>): Promise<T> {
    const started = this.clock.now();
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        const next = this.clock.now() + pause;
        if (next > Math.min(this.deadline, started + error.limit)) {
          const seconds = Math.round((this.clock.now() - started) / 1000);
          throw new ExplainedError(error.name, `${error.message} Tried for ${seconds} seconds.`);
        }
        logLine("WARN", "Trying again", { reason: error.message, pauseMilliseconds: pause });
        await this.clock.sleep(pause);
      }
    }
  }
}
