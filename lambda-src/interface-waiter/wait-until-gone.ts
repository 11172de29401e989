import type { Clock } from "../shared/clock";
import { ExplainedError } from "../shared/explained-error";
import { logLine } from "../shared/log-line";
import { withoutFullStop } from "../shared/without-full-stop";
import type { OrphanedInterface } from "./orphaned-interfaces";

/**
 * How many looks in a row must find nothing: EC2 shows a new interface late, and a mapping that was deleted while it
 * started may still be making one. When time is over, one will do.
 */
const EMPTY_LOOKS = 2;

/**
 * The pause between two looks that find nothing, in milliseconds. Each link of the chain looks twice, so together they look six times,
 * and take no half minute where there is nothing to wait for.
 */
const PAUSE_WHEN_EMPTY = 3_000;

/** The pause after a look that finds something, or fails: short at first, for what is going already, and longer each time. */
const SHORTEST_PAUSE = 2_000;
const LONGEST_PAUSE = 10_000;

/** What EC2 and Lambda answer when the function's role may not look. */
const DENIED = /^(UnauthorizedOperation|AccessDenied(Exception)?)$/;

/** How a wait ended: with nothing left, or at the deadline. */
export interface WaitResult {
  readonly gone: boolean;
  /** What the last look that succeeded found. */
  readonly left: readonly OrphanedInterface[];
  /** Why the last look failed; null when it did not. */
  readonly failure: string | null;
}

/**
 * Looks until nothing is left, or time is over. A look that fails is repeated, for throttling passes; a refused
 * permission does not.
 *
 * @param look finds what is left
 * @param deadline milliseconds since 1970
 * @throws ExplainedError when the role may not look
 */
export async function waitUntilGone(
  look: () => Promise<readonly OrphanedInterface[]>,
  clock: Clock,
  deadline: number,
): Promise<WaitResult> {
  let left: readonly OrphanedInterface[] = [];
  let failure: string | null = null;
  let pause = SHORTEST_PAUSE;
  for (let emptyLooks = 0; ; ) {
    try {
      left = await look();
      failure = null;
      emptyLooks = left.length === 0 ? emptyLooks + 1 : 0;
      logLine("INFO", "Looked for interfaces that mappings left", { left: left.length });
    } catch (error) {
      failure = explain(error as Error);
      emptyLooks = 0;
    }
    if (emptyLooks === EMPTY_LOOKS) return { gone: true, left, failure };
    const next = emptyLooks > 0 ? PAUSE_WHEN_EMPTY : pause;
    if (clock.now() + next > deadline) return { gone: emptyLooks > 0, left, failure };
    await clock.sleep(next);
    if (emptyLooks === 0) pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

function explain({ name, message }: Error): string {
  const reason = `${name}: ${withoutFullStop(message)}`;
  if (DENIED.test(name)) {
    throw new ExplainedError(
      "InterfacesUnknown",
      `This function's role may not look: ${reason}. It needs ec2:DescribeNetworkInterfaces and ` +
        "lambda:GetEventSourceMapping. Allow them and destroy again: nothing was destroyed out of order.",
    );
  }
  logLine("WARN", "Looking for interfaces failed", { reason });
  return reason;
}
