/** Places in the code that are enough to find a fault. */
const MOST_PLACES = 6;

/** A fault of this program by its kind and its places in the code. What it says itself may quote a plan, so that is left out. */
export function faultOf(error: unknown): string {
  if (error instanceof ThreadFault) return error.fault;
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").flatMap((line) => /^\s+(at .+)$/.exec(line)?.[1] ?? []);
  return [error.constructor.name, ...places.slice(0, MOST_PLACES)].join(" ");
}

/** A fault in another thread. */
export class ThreadFault extends Error {
  override readonly name = "ThreadFault";

  constructor(readonly fault: string) {
    super("a fault in another thread");
  }
}
