import { LAMBDA, POLLER_ACTIONS } from "../aws/iam/poller-calls";
import type { Service } from "../causes/party";

/** A call of the pollers in words. */
export interface CallWords {
  readonly action: string;
  readonly principal: string;
  /** What AWS's own page allows. */
  readonly statement: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html */
const CALLERS: Readonly<Record<Service, Omit<CallWords, "action" | "statement"> & { readonly on: string }>> = {
  sts: { principal: `the service principal ${LAMBDA}`, on: '"*"' },
  lambda: { principal: `the service principal ${LAMBDA}`, on: '"*"' },
  secretsmanager: { principal: "the function's role", on: "the mapping's secret" },
};

/** What the pollers call of a service. */
export function callOf([service = "sts"]: readonly Service[]): CallWords {
  const { principal, on } = CALLERS[service];
  const action = POLLER_ACTIONS[service];
  return { action, principal, statement: `${action} to ${principal} on ${on}` };
}
