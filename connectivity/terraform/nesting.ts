import { type Input, UnusableInputError } from "./model/input";

/** Terraform's own JSON stays far below; so many levels are no problem for anything that reads it level by level. */
const MAX_NESTING = 500;

/**
 * Runs what reads the inputs level by level. Where it runs out of stack because an input is nested deeper than anything that
 * Terraform writes, the input is to blame. Nothing is counted before: that would take a tenth of the time of a check.
 *
 * @throws UnusableInputError naming every input that is nested too deep.
 */
export function refuseDeepNesting<T>(inputs: readonly Input[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const deep = inputs.filter(({ json }) => isDeep(json));
    if (deep.length === 0) throw error;
    throw new UnusableInputError(
      deep.map(({ name }) => ({
        input: name,
        found: `JSON nested more than ${MAX_NESTING} levels deep`,
        expected: "the JSON of terraform show -json",
      })),
    );
  }
}

function isDeep(json: unknown): boolean {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}
