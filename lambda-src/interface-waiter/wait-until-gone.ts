import type { Clock } from "../shared/clock";
import { ExplainedError } from "../shared/explained-error";
import { logLine } from "../shared/log-line";
import { withoutFullStop } from "../shared/without-full-stop";
import type { OrphanedInterface } from "./orphaned-interfaces";

/** The pause between two looks, in milliseconds. */
const PAUSE = 10_000;

/**
 * How many looks in a row must find nothing: EC2 shows a new interface late, and a mapping that was deleted while it
 * started may still be making one. When time is over, one will do.
 */
const EMPTY_LOOKS = 2;

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
    if (clock.now() + PAUSE > deadline) return { gone: emptyLooks > 0, left, failure };
    await clock.sleep(PAUSE);
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
