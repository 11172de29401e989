import { namesOf, tellNotJudged } from "../../../hcp/run-task/index";
import { ExplainedError } from "../../shared/explained-error";
import { logLine } from "../../shared/log-line";
import type { HandedOver } from "../handed-over";

/** What Lambda says of an invocation that failed for good. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export interface FailedInvocation {
  readonly requestPayload: HandedOver;
  readonly requestContext: {
    /** `RetriesExhausted` or `EventAgeExceeded`. */
    readonly condition: string;
    /** The id under which the log of the function that failed has it. */
    readonly requestId: string;
  };
}

/**
 * Tells HCP Terraform that a plan was not judged, where the judge ran out of memory or of time, or never ran: without it the run would
 * wait for ten minutes.
 *
 * @throws ExplainedError where HCP Terraform could not be told; then Lambda tries again
 */
export async function handler({ requestPayload, requestContext }: FailedInvocation): Promise<void> {
  const { condition, requestId } = requestContext;
  const told = await tellNotJudged(
    requestPayload.request,
    `the function that judges came to no end (${condition}). Its log says why, at the request ${requestId}. Start the run again.`,
  );
  logLine("ERROR", "Not judged", { ...namesOf(requestPayload.request), condition, requestId, told });
  if (told === "unreachable") {
    throw new ExplainedError("NotTold", "HCP Terraform gave no answer when it was told that a plan was not judged.");
  }
}
