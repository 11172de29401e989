import type { Scalar, Value } from "../model/model";
import { scalar } from "../model/values";
import { madeFrom } from "./evaluation";

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
  const known = operands.map((operand) => (operand.kind === "scalar" ? operand.value : undefined));
  const result = operands.length === 1 ? unary(operator, known[0]) : binary(operator, known[0], known[1]);
  return result === undefined
    ? madeFrom(operands, `the operator ${operator}`)
    : scalar(result, operands.some(isSensitive));
}

function isSensitive(value: Value): boolean {
  return value.kind === "scalar" && value.sensitive === true;
}

function unary(operator: string, operand: Known | undefined): Known | undefined {
  if (operand === undefined || operand === null) return undefined;
  if (operator === "-") return finite(-Number(operand));
  const truth = truthOf(operand);
  return truth === undefined ? undefined : !truth;
}

function binary(operator: string, left: Known | undefined, right: Known | undefined): Known | undefined {
  if (operator === "&&") return decided(left, right, false);
  if (operator === "||") return decided(left, right, true);
  if (left === undefined || right === undefined) return undefined;
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  if (left === null || right === null) return undefined;
  const result = ARITHMETIC[operator]?.(Number(left), Number(right));
  return typeof result === "number" ? finite(result) : result;
}

/** One operand decides where it is the deciding value; else both must be known. */
function decided(left: Known | undefined, right: Known | undefined, deciding: boolean): boolean | undefined {
  const truths = [truthOf(left), truthOf(right)];
  if (truths.includes(deciding)) return deciding;
  return truths.includes(undefined) ? undefined : !deciding;
}

function truthOf(value: Known | undefined): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
