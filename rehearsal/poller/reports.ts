import type { FailureKind } from "./connection/failure";
import type { PollingReport } from "./polling";

/** AWS's own texts. Seen on Amazon MSK: https://github.com/pulumi/pulumi-aws/issues/1290; in the Lambda guide, on streams: the other two. */
const CONNECTION_ERROR = "PROBLEM: Connection error. Please check your event source connection configuration.";
const FUNCTION_FAILED = "PROBLEM: Function call failed";
const PROCESSED = "OK";

/**
 * What a mapping shows of its poller. AWS documents that an unrecoverable error stops the consumer, and the codes of such
 * errors, but for RabbitMQ no text and not what leads to which code.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-errors.html
 */
export const REPORTS: Readonly<Record<FailureKind | "processed" | "function" | "filters", PollingReport>> = {
  processed: { lastProcessingResult: PROCESSED, assumed: false },
  function: { lastProcessingResult: FUNCTION_FAILED, assumed: false },
  unreachable: { lastProcessingResult: CONNECTION_ERROR, assumed: false },
  "virtual-host": { lastProcessingResult: CONNECTION_ERROR, assumed: true },
  queue: { lastProcessingResult: CONNECTION_ERROR, assumed: true },
  "no-credentials": { lastProcessingResult: CONNECTION_ERROR, stopped: "EVENT_SOURCE_AUTHN_ERROR", assumed: true },
  authentication: { lastProcessingResult: CONNECTION_ERROR, stopped: "EVENT_SOURCE_AUTHN_ERROR", assumed: true },
  authorization: { lastProcessingResult: CONNECTION_ERROR, stopped: "EVENT_SOURCE_AUTHZ_ERROR", assumed: true },
  filters: { lastProcessingResult: CONNECTION_ERROR, stopped: "ESM_CONFIG_NOT_VALID", assumed: true },
};
