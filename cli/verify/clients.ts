import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Mistake } from "../mistake";

/** The services that answer. */
export interface Clients {
  readonly region: string;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
}

/** How often a call is tried. */
const ATTEMPTS = 3;

/** @throws Mistake where no Region is known */
export async function makeClients(region: string | null): Promise<Clients> {
  const options = { maxAttempts: ATTEMPTS, ...(region === null ? {} : { region }) };
  const lambda = new LambdaClient(options);
  try {
    return { region: await lambda.config.region(), lambda, logs: new CloudWatchLogsClient(options) };
  } catch {
    throw new Mistake(["no AWS Region is known: set AWS_REGION, or give --region."]);
  }
}

/** What a failed call means, by the error's name. */
const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [
    /^CredentialsProviderError|^TokenProviderError|^ExpiredToken|^UnrecognizedClient|^InvalidClientTokenId|^InvalidSignature/,
    "there are no AWS credentials that hold: log in, or set AWS_PROFILE",
  ],
  [/AccessDenied|UnauthorizedOperation/, "your credentials do not allow it"],
];

/** @returns what to tell of a failed call of AWS */
export function explained(action: string, error: unknown): Mistake {
  if (error instanceof Mistake) return error;
  const { name, message } = error as Error;
  const why = EXPLANATIONS.find(([sign]) => sign.test(name))?.[1];
  return new Mistake([`${action} failed: ${why ?? name}: ${message.replace(/\.$/, "")}.`]);
}
