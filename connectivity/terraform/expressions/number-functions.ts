import { failure } from "../model/values";
import { literalText } from "./evaluation";
import { ofLiterals, ofNumbers, type TerraformFunction } from "./function-arguments";

function parseInteger(text: string, base: number): number | undefined {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  const found = /^-?([0-9a-z]+)$/i.exec(text)?.[1];
  const isNumber =
    base >= 2 && base <= 36 && found !== undefined && [...found.toLowerCase()].every((digit) => digits.includes(digit));
  return isNumber ? Number.parseInt(text, base) : undefined;
}

export const NUMBER_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["abs", ofNumbers((number = 0) => Math.abs(number))],
  ["ceil", ofNumbers((number = 0) => Math.ceil(number))],
  ["floor", ofNumbers((number = 0) => Math.floor(number))],
  ["max", ofNumbers((...numbers) => (numbers.length === 0 ? failure("max-takes-a-number") : Math.max(...numbers)))],
  ["min", ofNumbers((...numbers) => (numbers.length === 0 ? failure("min-takes-a-number") : Math.min(...numbers)))],
  [
    "parseint",
    ofLiterals(
      (text = "", base = 10) => parseInteger(literalText(text), Number(base)) ?? failure("a-text-is-no-number"),
    ),
  ],
  ["pow", ofNumbers((base = 0, exponent = 0) => base ** exponent)],
  [
    "signum",
    ofNumbers((number = 0) => (Number.isInteger(number) ? Math.sign(number) : failure("signum-takes-a-whole-number"))),
  ],
]);
