import type { RunTaskRequest } from "../../hcp/run-task/index";

/** What the receiver hands over to the judge, and Lambda to the last word where the judge came to no end. */
export interface HandedOver {
  /** Signed by HCP Terraform, and for its own addresses: the receiver has made sure of both. */
  readonly request: RunTaskRequest;
  /** When it came, in milliseconds since 1970. */
  readonly receivedAt: number;
}
