/**
 * Lambda's service principal, which assumes the function's role and invokes the function for a mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export const LAMBDA = "lambda.amazonaws.com";
