import { randomUUID } from "node:crypto";

/** What a number must look like not to fit: many digits, or a large exponent. */
const LARGE_NUMBER = /[\d.]{16}|e[+-]?\d{3}/i;

/** The parts of JSON that may hold digits. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.e+-]*/gi;

/**
 * Parses JSON without rounding. JavaScript's numbers have 53 bits: a larger whole number becomes a `bigint`; any other number
 * that they do not hold, such as `1e400` or one of 20 digits, becomes a string, as it was written.
 *
 * @throws SyntaxError when it is not JSON
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!LARGE_NUMBER.test(text)) return value;
  // Numbers that do not fit go through the parser as strings that nobody can have sent.
  const mark = randomUUID();
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || fits(token) ? token : `"${mark}${token}"`,
  );
  if (marked === text) return value;
  return JSON.parse(marked, (_, each: unknown) =>
    typeof each === "string" && each.startsWith(mark) ? exact(each.slice(mark.length)) : each,
  );
}

function isWhole(number: string): boolean {
  return /^-?\d+$/.test(number);
}

function exact(number: string): bigint | string {
  return isWhole(number) ? BigInt(number) : number;
}

/** Whether a JavaScript number, written with as many digits, is the same number. */
function fits(number: string): boolean {
  const value = Number(number);
  if (isWhole(number)) return Number.isSafeInteger(value);
  const digits = digitsOf(number);
  return digits.length <= 100 && digitsOf(value.toPrecision(Math.max(1, digits.length))) === digits;
}

/** The digits that count: without sign, point, exponent and zeros at the ends. */
function digitsOf(number: string): string {
  return number.replace(/e.*|[.-]/gi, "").replace(/^0+|0+$/g, "");
}
