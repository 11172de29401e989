import { setTimeout as sleep } from "node:timers/promises";

/** What lies outside of this program: everything that a test replaces. */
export interface Outside {
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @throws the signal's reason as soon as it is aborted */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

export const theOutside: Outside = {
  fetch: (input, init) => fetch(input, init),
  now: Date.now,
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.reason ?? error;
    }
  },
  random: Math.random,
};
