import { type Clock, systemClock } from "../../lambda-src/shared/clock";
import type { LambdaContext } from "../../lambda-src/shared/lambda-context";

/** The context of an invocation that Lambda ends after `timeout` milliseconds. */
export function lambdaContext({ timeout = 60_000, clock = systemClock }: { timeout?: number; clock?: Clock } = {}) {
  const end = clock.now() + timeout;
  const context: LambdaContext = {
    awsRequestId: "11111111-2222-3333-4444-555555555555",
    invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:under-test",
    getRemainingTimeInMillis: () => end - clock.now(),
  };
  return context;
}
