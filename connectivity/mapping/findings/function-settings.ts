import { isLeftBlank, isUnset } from "../../policy/values";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { Subjects } from "./subjects";

/** 14 minutes, in seconds. @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
const LONGEST_TIMEOUT = 840;

/** Whether a mapping on Amazon MQ can run the function. */
export function functionSettings({ listener }: Subjects): readonly Finding[] {
  const lambda = listener.function.instance;
  if (lambda === null) return [];
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
