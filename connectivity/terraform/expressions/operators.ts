import type { Scalar, Value } from "../model/model";
import { failure, isFailure, isNull, scalar } from "../model/values";
import { equal, madeFrom } from "./evaluation";

type Known = Scalar["value"];

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** The result of an operator, where its operands are known. */
export function operate(operator: string, operands: readonly Value[]): Value {
  const [left, right] = operands as readonly [Value, Value | undefined];
  const result = right === undefined ? unary(operator, left) : binary(operator, left, right);
  if (result === undefined) return operands.find(isFailure) ?? madeFrom(operands, { operator });
  return typeof result === "object" && result !== null ? result : scalar(result, operands.some(isSensitive));
}

function isSensitive(value: Value): boolean {
  return value.kind === "scalar" && value.sensitive === true;
}

function unary(operator: string, operand: Value): Known | Value | undefined {
  if (operand.kind !== "scalar") return undefined;
  if (operator === "-") return numberOf(operand, (number) => -number);
  const truth = truthOf(operand.value);
  return truth === undefined ? failure("what-is-neither-true-nor-false-has-no-opposite") : !truth;
}

function binary(operator: string, left: Value, right: Value): Known | Value | undefined {
  if (operator === "&&") return decided(left, right, false);
  if (operator === "||") return decided(left, right, true);
  if (isFailure(left) || isFailure(right)) return undefined;
  if (operator === "==") return equal(left, right);
  if (operator === "!=") {
    const same = equal(left, right);
    return same === undefined ? undefined : !same;
  }
  if (left.kind !== "scalar" || right.kind !== "scalar") return undefined;
  return numberOf(left, (first) => numberOf(right, (second) => finite(ARITHMETIC[operator]?.(first, second))));
}

function numberOf(value: Scalar, use: (number: number) => Known | Value | undefined): Known | Value | undefined {
  const number = typeof value.value === "string" && value.value.trim() !== "" ? Number(value.value) : value.value;
  return typeof number === "number" && !Number.isNaN(number)
    ? use(number)
    : failure("what-is-no-number-is-counted-with");
}

/** One operand decides where it is the deciding value; else both must be known. */
function decided(left: Value, right: Value, deciding: boolean): Known | Value | undefined {
  if (isNull(left) || isNull(right)) return failure("null-is-neither-true-nor-false");
  const truths = [left, right].map((value) => (value.kind === "scalar" ? truthOf(value.value) : undefined));
  // Terraform evaluates both sides, but a side that decides does so whatever the other comes to.
  if (truths.includes(deciding)) return deciding;
  return truths.includes(undefined) ? undefined : !deciding;
}

function truthOf(value: Known): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

function finite(value: number | boolean | undefined): number | boolean | Value | undefined {
  return typeof value === "number" && !Number.isFinite(value) ? failure("a-number-is-divided-by-zero") : value;
}
