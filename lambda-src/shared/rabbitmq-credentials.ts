import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ExplainedError } from "./explained-error";
import { NotYet, type Patience } from "./patience";
import { withoutFullStop } from "./without-full-stop";

/** A RabbitMQ user, as Lambda's event source mappings expect it in a secret: these two keys. */
export interface RabbitMqCredentials {
  readonly username: string;
  readonly password: string;
}

/** How long a new IAM permission may take to reach every server of AWS, in milliseconds. */
const IAM_LIMIT = 120_000;

/** Errors of Secrets Manager that pass. */
const PASSING = new Set(["InternalServiceError", "ThrottlingException", "RequestLimitExceeded", "ServiceUnavailable"]);

/**
 * Reads a secret's current value.
 *
 * @returns undefined when the secret has no value, or there is no such secret: Secrets Manager tells these apart in words
 *   only
 * @throws ExplainedError when it cannot be read, or holds something else
 */
export async function readCredentials(
  client: SecretsManagerClient,
  secretArn: string,
  patience: Patience,
): Promise<RabbitMqCredentials | undefined> {
  return callSecretsManager(secretArn, "secretsmanager:GetSecretValue", patience, async (abortSignal) => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }), { abortSignal });
      return parseCredentials(secretArn, SecretString);
    } catch (error) {
      if ((error as Error).name === "ResourceNotFoundException") return undefined;
      throw error;
    }
  });
}

/**
 * Calls Secrets Manager about one secret, again where time may help: a permission that is minutes old, a network path that
 * still comes up.
 *
 * @param action what IAM must allow, for the error's text
 */
export async function callSecretsManager<T>(
  secretArn: string,
  action: string,
  patience: Patience,
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  return patience.until(async () => {
    try {
      return await call(patience.callSignal());
    } catch (error) {
      throw explained(error as ServiceError, secretArn, action);
    }
  });
}

type ServiceError = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

function explained(error: ServiceError, secretArn: string, action: string): Error {
  if (error instanceof ExplainedError) return error;
  const { name } = error;
  const message = withoutFullStop(error.message);
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined) {
    return new NotYet(
      "SecretsManagerUnreachable",
      `Secrets Manager cannot be reached for ${secretArn}: ${message}. The function's subnets need a VPC endpoint for ` +
        "Secrets Manager, or a NAT gateway, and its security group must allow HTTPS to it.",
    );
  }
  if (name === "AccessDeniedException") {
    return new NotYet(
      "SecretAccessDenied",
      `${action} on ${secretArn} is denied: ${message}. Allow it to the function's role, in the endpoint's policy, and ` +
        "kms:Decrypt where the secret has a key of its own.",
      IAM_LIMIT,
    );
  }
  if (status >= 500 || PASSING.has(name)) {
    return new NotYet("SecretsManagerFailed", `Secrets Manager failed for ${secretArn}: ${name}: ${message}.`);
  }
  return new ExplainedError("SecretUnreadable", `${action} on ${secretArn} failed: ${name}: ${message}.`);
}

function parseCredentials(secretArn: string, value: string | undefined): RabbitMqCredentials {
  const { username, password } = parseObject(value);
  if (typeof username === "string" && username !== "" && typeof password === "string" && password !== "") {
    return { username, password };
  }
  throw new ExplainedError(
    "SecretMalformed",
    `The value of ${secretArn}, not shown here, must be JSON of the form {"username": "…", "password": "…"}, neither ` +
      "empty: Lambda's mappings read the same keys. Put such a value, or delete the secret and deploy again.",
  );
}

function parseObject(value: string | undefined): { username?: unknown; password?: unknown } {
  try {
    return JSON.parse(value ?? "") ?? {};
  } catch {
    return {};
  }
}
