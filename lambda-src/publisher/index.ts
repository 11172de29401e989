import { once } from "node:events";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { systemClock } from "../shared/clock";
import { ExplainedError } from "../shared/explained-error";
import type { LambdaContext } from "../shared/lambda-context";
import { Patience } from "../shared/patience";
import { readCredentials } from "../shared/rabbitmq-credentials";
import { connectToBroker } from "./connect";
import type { Destination } from "./destination";
import { readEvent } from "./event";
import { publish } from "./publish";
import { readSettings } from "./settings";

/** What the broker confirmed. */
export type PublisherResult = Destination & {
  readonly virtualHost: string;
  /** The message ids, in the order of publishing. */
  readonly confirmed: readonly string[];
};

/** Time kept for closing and for the answer, in milliseconds. */
const MARGIN = 3_000;

/** How long the broker may take to say goodbye, in milliseconds. */
const CLOSE_LIMIT = 1_000;

/**
 * Publishes test messages as any client in this network would, and returns what the broker confirmed.
 *
 * @throws ExplainedError when a setting, the event, the secret or the connection is wrong, or a message is not confirmed
 */
export async function handler(event: unknown, context: LambdaContext): Promise<PublisherResult> {
  const settings = readSettings(process.env);
  const wanted = readEvent(event);
  const time = Math.max(1, context.getRemainingTimeInMillis() - MARGIN);
  const signal = AbortSignal.timeout(time);
  const credentials = await readSecret(settings.secretArn, new Patience(systemClock, Date.now() + time));
  const connection = await connectToBroker(settings, credentials, time);
  try {
    const { destination = { queue: settings.queue } } = wanted;
    const confirmed = await publish(connection, destination, wanted, signal);
    return { virtualHost: settings.virtualHost, ...destination, confirmed };
  } finally {
    // A connection that is lost already cannot be closed: what matters was said before.
    await Promise.race([connection.close().catch(() => {}), once(AbortSignal.timeout(CLOSE_LIMIT), "abort")]);
  }
}

async function readSecret(secretArn: string, patience: Patience) {
  const client = new SecretsManagerClient({ maxAttempts: 1 });
  try {
    const credentials = await readCredentials(client, secretArn, patience);
    if (credentials !== undefined) return credentials;
    throw new ExplainedError(
      "SecretEmpty",
      `${secretArn} is not there or has no value: the topology function puts one there when the stack is deployed.`,
    );
  } finally {
    client.destroy();
  }
}
