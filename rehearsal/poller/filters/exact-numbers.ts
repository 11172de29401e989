/** A number as it is spelled: for filters `300`, `300.0` and `3.0e2` are three. */
export class SpelledNumber {
  constructor(readonly text: string) {}
}

/** JSON, its numbers as they are spelled. */
export type SpelledJson =
  | null
  | boolean
  | string
  | SpelledNumber
  | readonly SpelledJson[]
  | { readonly [name: string]: SpelledJson };

const TEXT_OR_NUMBER = /"((?:[^"\\]|\\.)*)"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads JSON and keeps how its numbers are spelled, which `JSON.parse` forgets: every text, names included, gets a letter in
 * front, so that numbers can be written as texts too.
 *
 * @returns undefined when the text is not JSON
 */
export function parseSpelled(text: string): SpelledJson | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const marked = text.replace(TEXT_OR_NUMBER, (found, content?: string) =>
    content === undefined ? `"n${found}"` : `"s${content}"`,
  );
  return JSON.parse(marked, (_, value: unknown) => {
    if (typeof value === "string") return value.startsWith("n") ? new SpelledNumber(value.slice(1)) : value.slice(1);
    if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof SpelledNumber)
      return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.slice(1), inner]));
  });
}

/** Whether a value is an object of JSON. */
export function isObject(value: SpelledJson | undefined): value is { readonly [name: string]: SpelledJson } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof SpelledNumber);
}
