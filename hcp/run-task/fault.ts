/** Places in the code that are enough to find a fault. */
const MOST_PLACES = 6;

/** A fault of this program by its kind and its places in the code. What it says itself may quote a plan, so that is left out. */
export function faultOf(error: unknown): string {
  if (error instanceof JudgeFault) return error.fault;
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").flatMap((line) => /^\s+(at .+)$/.exec(line)?.[1] ?? []);
  return [error.constructor.name, ...places.slice(0, MOST_PLACES)].join(" ");
}

/** A fault in the process of a judge. */
export class JudgeFault extends Error {
  override readonly name = "JudgeFault";

  constructor(readonly fault: string) {
    super("a fault in another process");
  }
}
