import type { Service } from "../causes/party";

/** A call of the pollers in words. */
export interface CallWords {
  readonly action: string;
  readonly principal: string;
  /** What AWS's own page allows. */
  readonly statement: string;
}

const LAMBDA = "the service principal lambda.amazonaws.com";
const ROLE = "the function's role";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html */
const CALLS: Readonly<Record<Service, CallWords>> = {
  sts: { action: "sts:AssumeRole", principal: LAMBDA, statement: `sts:AssumeRole to ${LAMBDA} on "*"` },
  lambda: {
    action: "lambda:InvokeFunction",
    principal: LAMBDA,
    statement: `lambda:InvokeFunction to ${LAMBDA} on "*"`,
  },
  secretsmanager: {
    action: "secretsmanager:GetSecretValue",
    principal: ROLE,
    statement: `secretsmanager:GetSecretValue to ${ROLE} on the mapping's secret`,
  },
};

/** What the pollers call of a service. */
export function callOf([service = "sts"]: readonly Service[]): CallWords {
  return CALLS[service];
}
