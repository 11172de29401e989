import { createHash, randomBytes } from "node:crypto";
import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ExplainedError } from "../shared/explained-error";
import { NotYet, type Patience } from "../shared/patience";
import { callSecretsManager, type RabbitMqCredentials, readCredentials } from "../shared/rabbitmq-credentials";
import type { TopologyUser } from "./settings";

/** How long Secrets Manager may take to show a value that it has accepted, in milliseconds. */
const VISIBLE_LIMIT = 30_000;

/**
 * Reads a user's secret. One without a value gets one: the user's name and a new password of 256 random bits, in letters
 * that no URL, shell or broker minds.
 *
 * When several invocations come at once, one value wins and all of them use it: each tries to create the same version of
 * the secret, and Secrets Manager lets no version change. That is why the value is always read back.
 *
 * @returns what the secret holds, and whether this invocation put it there
 * @throws ExplainedError when the secret is not there, or holds another user
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export async function readOrCreateCredentials(
  client: SecretsManagerClient,
  { secretArn, username }: TopologyUser,
  patience: Patience,
): Promise<{ credentials: RabbitMqCredentials; created: boolean }> {
  const found = await readCredentials(client, secretArn, patience);
  const created = found === undefined && (await createFirstVersion(client, secretArn, username, patience));
  const credentials =
    found ??
    (await patience.until(async () => {
      const value = await readCredentials(client, secretArn, patience);
      if (value !== undefined) return value;
      throw new NotYet("SecretEmpty", `${secretArn} shows no value, although it was given one.`, VISIBLE_LIMIT);
    }));
  if (credentials.username === username) return { credentials, created };
  throw new ExplainedError(
    "SecretOfAnotherUser",
    `${secretArn} holds the user ${JSON.stringify(credentials.username)}: it must hold ${JSON.stringify(username)}. ` +
      "Give each user a secret of its own, or correct the value.",
  );
}

/** @returns false when another invocation was faster */
async function createFirstVersion(
  client: SecretsManagerClient,
  secretArn: string,
  username: string,
  patience: Patience,
): Promise<boolean> {
  const password = randomBytes(32).toString("base64url");
  const command = new PutSecretValueCommand({
    SecretId: secretArn,
    SecretString: JSON.stringify({ username, password }),
    ClientRequestToken: createHash("sha256").update(`first version of ${secretArn}`).digest("hex"),
  });
  return callSecretsManager(secretArn, "secretsmanager:PutSecretValue", patience, async (abortSignal) => {
    try {
      await client.send(command, { abortSignal });
      return true;
    } catch (error) {
      if ((error as Error).name === "ResourceExistsException") return false;
      throw error;
    }
  });
}
