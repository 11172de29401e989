import type { Given } from "../causes/given";

/** A value in quotes, shortened where it is long. */
export function quoted(given: Given): string {
  if ("text" in given) return JSON.stringify(shortened(given.text));
  return given.hidden === "sensitive" ? "a sensitive value" : "a value that the input does not show";
}

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

const LONGEST_SHOWN = 120;
