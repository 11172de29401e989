import { isLeftBlank, isUnset } from "../../aws/iam/values";
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
    const why = `${mapping.address} names no function.`;
    return [finding("function-missing", mapping, why, "Name the function in function_name.")];
  }
  const lambda = listener.function.instance;
  if (lambda === null || lambda.mode === "data" || !isUnset(lambda.get("role"))) return [];
  const why = `${lambda.address} has no role, and Lambda polls with the function's role.`;
  return [finding("function-missing", lambda, why, "Name the role in role.")];
}

function judgeTimeout(lambda: Instance): readonly Finding[] {
  const timeout = lambda.get("timeout");
  if (isUnset(timeout) || isLeftBlank(timeout, lambda)) return [];
  const remedy = `Set timeout to ${LONGEST_TIMEOUT} seconds at most.`;
  const seconds = timeout.kind === "scalar" ? Number(timeout.value) : Number.NaN;
  if (Number.isNaN(seconds)) {
    const why = `Whether the timeout of ${lambda.address} is over ${LONGEST_TIMEOUT} seconds, which Lambda refuses with Amazon MQ, is not known.`;
    return [finding("function-timeout-unknown", lambda, why, remedy)];
  }
  if (seconds <= LONGEST_TIMEOUT) return [];
  const why = `The timeout of ${lambda.address} is ${seconds} seconds, and with Amazon MQ Lambda takes ${LONGEST_TIMEOUT} at most.`;
  return [finding("function-timeout", lambda, why, remedy)];
}
