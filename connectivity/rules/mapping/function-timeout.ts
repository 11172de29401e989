import { missingFact } from "../../causes/missing-fact";
import { isLeftToAws } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";

/** 14 minutes, in seconds. */
const LONGEST = 840;

export const functionTimeoutUnknown = rule({
  code: "function-timeout-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "The function's timeout is not known",
  meaning: "Lambda does not run a mapping on Amazon MQ for a function with a timeout over 840 seconds.",
  example: "timeout = terraform_data.settings.output.timeout",
  source: WITH_MQ,
});

/** Functions that take longer than a mapping on Amazon MQ lets them. */
export const functionTimeout = rule({
  code: "function-timeout",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The function's timeout is over 14 minutes",
  meaning: "Lambda does not run a mapping on Amazon MQ for a function with a timeout over 840 seconds.",
  example: "timeout = 900",
  source: WITH_MQ,
  check({ functionAndRole }: Subjects, found) {
    const lambda = functionAndRole.function.instance;
    if (lambda === null) return [];
    const timeout = lambda.get("timeout");
    if (isLeftToAws(lambda, "timeout")) return [];
    const facts = { function: lambda.address, most: LONGEST };
    const seconds = timeout.kind === "scalar" ? Number(timeout.value) : Number.NaN;
    if (Number.isNaN(seconds)) {
      const missing = missingFact("argument", { of: lambda.address, argument: "timeout" }, "apply");
      return [functionTimeoutUnknown.found(lambda, facts, [missing])];
    }
    return seconds <= LONGEST ? [] : [found(lambda, { ...facts, timeout: seconds })];
  },
});
