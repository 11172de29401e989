/** Something that HCP Terraform did not do. Its message is for people, and holds neither a token nor a URL that is a secret. */
export class HcpError extends Error {
  override readonly name: string = "HcpError";
}

/** HCP Terraform answered that it does not do what was asked. */
export class HcpRefusal extends HcpError {
  override readonly name = "HcpRefusal";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** No answer that can be used came, as often as it was asked: what was asked for may be done or not. */
export class HcpUnavailable extends HcpError {
  override readonly name = "HcpUnavailable";
}

/** An answer holds more than its reader takes. */
export class HcpTooLarge extends HcpError {
  override readonly name = "HcpTooLarge";

  constructor(
    name: string,
    readonly limit: number,
  ) {
    super(`${name} is larger than ${(limit / 1_000_000).toFixed(1)} MB, which is all that is read.`);
  }
}

/** Whether what was asked for may have been done all the same: whoever creates something looks for it before asking again. */
export function mayBeDone(error: unknown): boolean {
  return error instanceof HcpUnavailable;
}
