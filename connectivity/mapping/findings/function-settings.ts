import { isLeftBlank, isUnset } from "../../aws/iam/values";
import { missingFact } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { Subjects } from "./subjects";

/** 14 minutes, in seconds. @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
const LONGEST_TIMEOUT = 840;

/** Whether a mapping on Amazon MQ can run the function. */
export function functionSettings(subjects: Subjects): readonly Finding[] {
  const lambda = subjects.listener.function.instance;
  return [...missing(subjects), ...(lambda === null ? [] : judgeTimeout(lambda))];
}

/** Required arguments that are not set. */
function missing({ mapping, listener }: Subjects): readonly Finding[] {
  if (isUnset(mapping.get("function_name"))) {
    return [finding("function-missing", mapping, { lacks: "function", mapping: mapping.address })];
  }
  const lambda = listener.function.instance;
  if (lambda === null || lambda.mode === "data" || !isUnset(lambda.get("role"))) return [];
  return [finding("function-missing", lambda, { lacks: "role", function: lambda.address })];
}

function judgeTimeout(lambda: Instance): readonly Finding[] {
  const timeout = lambda.get("timeout");
  if (isUnset(timeout) || isLeftBlank(timeout, lambda)) return [];
  const facts = { function: lambda.address, most: LONGEST_TIMEOUT };
  const seconds = timeout.kind === "scalar" ? Number(timeout.value) : Number.NaN;
  if (Number.isNaN(seconds)) {
    const missing = missingFact("argument", { of: lambda.address, argument: "timeout" }, "apply");
    return [finding("function-timeout-unknown", lambda, facts, [missing])];
  }
  if (seconds <= LONGEST_TIMEOUT) return [];
  return [finding("function-timeout", lambda, { ...facts, timeout: seconds })];
}
