import { isObject, type SpelledJson, SpelledNumber } from "./exact-numbers";

/** Whether a rule holds for one of the values that a message has at its place. */
export type Rule =
  | { readonly kind: "value"; readonly holds: (value: SpelledJson) => boolean }
  /** Nothing but a value's being there counts. */
  | { readonly kind: "presence"; readonly present: boolean };

/** What an operator makes of its argument; a text says what the argument must be. */
type Operator = (argument: SpelledJson) => Rule | string;

/** AWS compares numbers within these bounds only. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const LARGEST_NUMBER = 5e9;

/**
 * The operators of Lambda's event filters; equality and alternatives need none.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["prefix", textOperator((text, argument) => text.startsWith(argument))],
  ["suffix", textOperator((text, argument) => text.endsWith(argument))],
  ["equals-ignore-case", textOperator((text, argument) => text.toLowerCase() === argument.toLowerCase())],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["exists", exists],
]);

/** @returns the rule; a text where it is none, which says what is expected and completes "it must be …" */
export function parseRule(rule: SpelledJson): Rule | string {
  if (!isObject(rule)) {
    return Array.isArray(rule)
      ? "a value, or an object with one operator"
      : { kind: "value", holds: (value) => equal(value, rule) };
  }
  const [[name, argument] = ["", null], ...others] = Object.entries(rule);
  const operator = OPERATORS.get(name);
  if (operator === undefined || others.length > 0) return `an object with one of ${[...OPERATORS.keys()].join(", ")}`;
  return operator(argument);
}

/** Texts character by character, numbers by how they are spelled. */
function equal(one: SpelledJson, other: SpelledJson): boolean {
  if (one instanceof SpelledNumber) return other instanceof SpelledNumber && one.text === other.text;
  return one === other;
}

function textOperator(holds: (text: string, argument: string) => boolean): Operator {
  return (argument) =>
    typeof argument === "string"
      ? { kind: "value", holds: (value) => typeof value === "string" && holds(value, argument) }
      : "a text";
}

function anythingBut(argument: SpelledJson): Rule | string {
  const excluded: readonly SpelledJson[] = Array.isArray(argument) ? argument : [argument];
  const sameKind =
    excluded.every((each) => typeof each === "string") || excluded.every((each) => each instanceof SpelledNumber);
  if (excluded.length === 0 || !sameKind) return "a text, a number, or a list of texts or of numbers";
  return { kind: "value", holds: (value) => !excluded.some((each) => equal(value, each)) };
}

const COMPARISONS: ReadonlyMap<SpelledJson, (one: number, other: number) => boolean> = new Map([
  ["=", (one: number, other: number) => one === other],
  ["<", (one: number, other: number) => one < other],
  ["<=", (one: number, other: number) => one <= other],
  [">", (one: number, other: number) => one > other],
  [">=", (one: number, other: number) => one >= other],
]);

const NUMERIC_FORM = `a list of one comparison (${[...COMPARISONS.keys()].join(", ")}) and a number from -5e9 to 5e9, or of two for a range`;

function numeric(argument: SpelledJson): Rule | string {
  if (!Array.isArray(argument) || ![2, 4].includes(argument.length)) return NUMERIC_FORM;
  const comparisons: ((number: number) => boolean)[] = [];
  for (let at = 0; at < argument.length; at += 2) {
    const compare = COMPARISONS.get(argument[at]);
    const bound = numberOf(argument[at + 1]);
    if (compare === undefined || bound === undefined || Math.abs(bound) > LARGEST_NUMBER) return NUMERIC_FORM;
    comparisons.push((number) => compare(number, bound));
  }
  return {
    kind: "value",
    holds: (value) => {
      const number = numberOf(value);
      return number !== undefined && comparisons.every((compare) => compare(number));
    },
  };
}

function numberOf(value: SpelledJson): number | undefined {
  return value instanceof SpelledNumber ? Number(value.text) : undefined;
}

function exists(argument: SpelledJson): Rule | string {
  return typeof argument === "boolean" ? { kind: "presence", present: argument } : "true or false";
}
