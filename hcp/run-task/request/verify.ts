import { hostProblem } from "./hosts";
import { parseRequest, type RunTaskRequest } from "./request";
import { isSigned } from "./signature";

/** What a request has to keep to. */
export interface Requirements {
  /** The key that the run task was given in HCP Terraform. */
  readonly key: string;
  /** Of the installation that asks, such as `app.terraform.io`: with a request's token the service goes nowhere else. */
  readonly hostname: string;
}

/** What is to be answered, and what is to be done. */
export type Verified =
  /** HCP tries whether somebody is there when a run task is created: answer 200, and do nothing. */
  | { readonly kind: "test" }
  /** Answer 200 at once, then judge. */
  | { readonly kind: "request"; readonly request: RunTaskRequest }
  /** Answer with this status and this text. */
  | { readonly kind: "refused"; readonly status: 400 | 401; readonly why: string };

/**
 * What a request to the run task is, by its body as it was received and the header `x-tfc-task-signature`. Nothing of the body is
 * looked at before its signature is known to be right.
 */
export function verify(rawBody: Uint8Array, signature: string | undefined, requirements: Requirements): Verified {
  if (!isSigned(rawBody, signature, requirements.key)) {
    return refused(401, "its signature is missing or wrong: is the HMAC key of the run task this service's key?");
  }
  const parsed = parseRequest(rawBody);
  if (parsed.kind === "unusable") return refused(400, parsed.why);
  if (parsed.kind === "test") return parsed;
  const problem = hostProblem(parsed.request, requirements.hostname);
  return problem === null ? parsed : refused(400, problem);
}

function refused(status: 400 | 401, why: string): Verified {
  return { kind: "refused", status, why: `The request is refused: ${why}` };
}
