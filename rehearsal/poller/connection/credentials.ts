import { PollingFailure } from "./failure";

/** A RabbitMQ user. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads the text of a mapping's secret.
 *
 * @throws PollingFailure that shows nothing of it, unless it is JSON with the two keys that AWS documents
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function readCredentials(arn: string, secret: string | undefined): Credentials {
  const { username, password } = parseObject(secret);
  if (typeof username === "string" && username !== "" && typeof password === "string" && password !== "") {
    return { username, password };
  }
  const given =
    secret === undefined ? "has no value" : 'is not JSON of the form {"username": "...", "password": "..."}';
  throw new PollingFailure("no-credentials", `The secret ${arn} ${given}.`);
}

function parseObject(text: string | undefined): { readonly username?: unknown; readonly password?: unknown } {
  try {
    return JSON.parse(text ?? "") ?? {};
  } catch {
    return {};
  }
}
