import type { Service } from "../../causes/party";

/**
 * Lambda's service principal, which assumes the function's role and invokes the function for a mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export const LAMBDA = "lambda.amazonaws.com";

/** What a mapping's pollers call of each service: of Secrets Manager with the function's role, of the others as Lambda. */
export const POLLER_ACTIONS: Readonly<Record<Service, string>> = {
  sts: "sts:AssumeRole",
  lambda: "lambda:InvokeFunction",
  secretsmanager: "secretsmanager:GetSecretValue",
};
