import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Clock, systemClock } from "../shared/clock";
import { ExplainedError } from "../shared/explained-error";
import type { LambdaContext } from "../shared/lambda-context";
import { Patience } from "../shared/patience";
import { readCredentials } from "../shared/rabbitmq-credentials";
import { declareTopology, type TopologySummary } from "./declare-topology";
import { readEvent } from "./event";
import { ManagementApi } from "./management-api";
import { asksToMeasure, measureQueues, type QueueMeasure, readMeasurement } from "./measurement";
import { readSettings } from "./settings";

/** Time kept for the answer, in milliseconds: an error of ours says more than Lambda's time-out. */
const MARGIN = 3_000;

/**
 * Makes the function that declares queues and users on a broker, or measures queues, where the event asks for that.
 *
 * @param clock what it waits by
 * @param environment the function's environment variables
 */
export function topologyHandler(
  clock: Clock,
  environment: NodeJS.ProcessEnv,
): (event: unknown, context: LambdaContext) => Promise<TopologySummary | readonly QueueMeasure[]> {
  return async (event, context) => {
    const wanted = asksToMeasure(event) ? readMeasurement(event) : readEvent(event);
    const { managementUrl, administratorSecretArn, users } = readSettings(environment);
    const patience = new Patience(clock, clock.now() + context.getRemainingTimeInMillis() - MARGIN);
    // One attempt: trying again is what patience is for.
    const secrets = new SecretsManagerClient({ maxAttempts: 1 });
    try {
      const administrator = await readCredentials(secrets, administratorSecretArn, patience);
      if (administrator === undefined) {
        throw new ExplainedError(
          "AdministratorUnknown",
          `${administratorSecretArn} is not there or has no value: it must hold the administrator's user name and ` +
            "password before anything can be declared.",
        );
      }
      const broker = new ManagementApi(managementUrl, administrator, patience);
      try {
        return "measure" in wanted
          ? await measureQueues(broker, wanted)
          : await declareTopology({ ...wanted, users }, broker, secrets);
      } finally {
        broker.close();
      }
    } finally {
      secrets.destroy();
    }
  };
}

/** What Lambda calls. */
export const handler = topologyHandler(systemClock, process.env);
