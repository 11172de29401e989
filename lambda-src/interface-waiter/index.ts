import { EC2Client } from "@aws-sdk/client-ec2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { type Clock, systemClock } from "../shared/clock";
import { ExplainedError } from "../shared/explained-error";
import type { LambdaContext } from "../shared/lambda-context";
import { readEvent } from "./event";
import { type OrphanedInterface, orphanedInterfaces } from "./orphaned-interfaces";
import { type InterfaceWaiterSettings, readSettings } from "./settings";
import { type WaitResult, waitUntilGone } from "./wait-until-gone";

/** Time kept for the answer and for a look that takes long, in milliseconds. */
const MARGIN = 25_000;

/** What the function answers. */
export interface InterfaceWaiterResult {
  /** False when Terraform creates or updates: then there is nothing to wait for. */
  readonly waited: boolean;
  /** What the next link of the chain goes on waiting for. */
  readonly left: readonly OrphanedInterface[];
}

/**
 * Makes the function that holds destruction until deleted mappings have left no interface behind. A deleted mapping is
 * gone from the API before its interfaces are, and Lambda needs the listener's role, and the way to AWS's services, to
 * remove them: 20 to 35 minutes have been seen, and Lambda ends an invocation after 15. So Terraform invokes it several
 * times in a row, each of which ends at once when there is nothing to wait for.
 *
 * @param clock what it waits by
 * @param environment the function's environment variables
 */
export function interfaceWaiterHandler(
  clock: Clock,
  environment: NodeJS.ProcessEnv,
): (event: unknown, context: LambdaContext) => Promise<InterfaceWaiterResult> {
  return async (event, context) => {
    const { last, tf } = readEvent(event);
    const settings = readSettings(environment);
    if (tf.action !== "delete") return { waited: false, left: [] };

    const [, , , , accountId = ""] = context.invokedFunctionArn.split(":");
    const deadline = clock.now() + context.getRemainingTimeInMillis() - MARGIN;
    const ec2 = new EC2Client({});
    const lambda = new LambdaClient({});
    try {
      const result = await waitUntilGone(
        () => orphanedInterfaces(ec2, lambda, { ...settings, accountId }),
        clock,
        deadline,
      );
      if (!result.gone && last) throw stillThere(settings, result);
      return { waited: true, left: result.left };
    } finally {
      ec2.destroy();
      lambda.destroy();
    }
  };
}

function stillThere({ subnetIds, securityGroupIds }: InterfaceWaiterSettings, { left, failure }: WaitResult) {
  const where = `subnets ${subnetIds.join(", ")} with security groups ${securityGroupIds.join(", ")}`;
  return new ExplainedError(
    "InterfacesLeft",
    [
      failure === null
        ? `Time is over, and ${where} still hold interfaces of deleted event source mappings:`
        : `Time is over, and the last look at ${where} failed: ${failure}. The last one that succeeded found ${left.length}:`,
      ...left.map(
        ({ id, subnetId, status, mapping }) =>
          `${id} in ${subnetId}, ${status}, of mapping ${mapping ?? "that its description does not name"}`,
      ),
      "Lambda removes them itself, with the listener's role, which is still there: destroying again is safe, and goes on " +
        "waiting. If they stay for hours, another mapping on a broker in the same subnets and groups may be using them: " +
        "then take this invocation out of the state (terraform state rm) and destroy again. " +
        "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    ].join("\n"),
  );
}

/** What Lambda calls. */
export const handler = interfaceWaiterHandler(systemClock, process.env);
