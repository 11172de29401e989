import type { Answer, Cause } from "./answer";

/** What Lambda says of a mapping. */
export interface MappingState {
  readonly state: string;
  readonly reason: string | null;
  readonly lastResult: string | null;
}

const ERRORS_PAGE = "https://docs.aws.amazon.com/lambda/latest/dg/services-mq-errors.html";
/** How AWS says that pollers reach a private broker. */
export const NETWORK_PAGE = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

/** What AWS's texts mean: of several that fit, the first. A code that AWS documents goes before a text that was seen. */
const MEANINGS: readonly (readonly [RegExp, Cause])[] = [
  [
    /EVENT_SOURCE_AUTHN_ERROR/,
    {
      what: "The broker does not accept the user name and password in the mapping's secret, so the poller has stopped",
      remedy:
        "Let the secret hold the name and password of a RabbitMQ user that exists, as username and password; then disable and enable the mapping",
      source: ERRORS_PAGE,
    },
  ],
  [
    /EVENT_SOURCE_AUTHZ_ERROR/,
    {
      what: "The broker does not let the mapping's RabbitMQ user read the queue in its virtual host, so the poller has stopped",
      remedy: "Give that user read permission on the queue; then disable and enable the mapping",
      source: ERRORS_PAGE,
    },
  ],
  [
    /ESM_CONFIG_NOT_VALID/,
    {
      what: "The mapping's own configuration is not valid: its queue, virtual host, secret or filters",
      remedy: "Compare them with the broker, and update the mapping",
      source: ERRORS_PAGE,
    },
  ],
  [
    /FUNCTION_CONFIG_NOT_VALID/,
    {
      what: "The function's configuration is not valid for a mapping",
      remedy: "Look at the function: its state, its timeout of 14 minutes at most, its role",
      source: ERRORS_PAGE,
    },
  ],
  [
    /must be able to connect to Lambda and STS/,
    {
      what: "The mapping's pollers do not reach STS, Lambda or Secrets Manager from the broker's subnets",
      remedy: "Mend the path that the network's answer names: a NAT gateway, or interface endpoints with private DNS",
      source: NETWORK_PAGE,
    },
  ],
  [
    /check your event source connection configuration/,
    {
      what: "The pollers do not get to consume from the broker: no path on port 5671, no such virtual host or queue, or a broker that is down",
      remedy:
        "Mend what the network's answer names; where it has all paths, look in RabbitMQ's console whether virtual host and queue exist, and whether the broker runs",
      source: "https://github.com/pulumi/pulumi-aws/issues/1290",
    },
  ],
  [
    /failed to assume your function execution role/,
    {
      what: "Lambda cannot assume the function's role",
      remedy: "Let the role trust lambda.amazonaws.com, and the policy of the STS endpoint allow sts:AssumeRole to it",
      source: NETWORK_PAGE,
    },
  ],
  [
    /Function call failed/,
    {
      what: "The function failed on the last batch, which is delivered again until it succeeds or reaches the queue's delivery limit",
      remedy: "Read the function's log for its error",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
    },
  ],
];

/** States that pass by themselves. */
export const PASSING_STATES: readonly string[] = ["Creating", "Enabling", "Updating", "Disabling", "Deleting"];

/** What Lambda's words about a mapping come to. A last result may be old: only a message says what is so now. */
export function answerOf({ state, reason, lastResult }: MappingState): Answer {
  const said = [
    `State ${state}`,
    ...(reason === null ? [] : [`reason ${JSON.stringify(reason)}`]),
    ...(lastResult === null ? [] : [`last result ${JSON.stringify(lastResult)}`]),
  ].join(", ");
  const cause = meaningOf(`${reason ?? ""}\n${lastResult ?? ""}`);
  if (cause !== undefined) return { question: "mapping", outcome: "fails", said, causes: [cause] };
  if (state === "Disabled") {
    const what = "The mapping is disabled: it polls nothing, and messages wait in the queue";
    const remedy =
      "Enable it: with the setting that enables the mapping, or aws lambda update-event-source-mapping --enabled";
    return { question: "mapping", outcome: "fails", said, causes: [{ what, remedy }] };
  }
  if (lastResult?.startsWith("PROBLEM") === true) {
    const what = `AWS's text ${JSON.stringify(lastResult)} is not one that this command knows`;
    const remedy = "Read it as it stands; the other answers may name the cause";
    return { question: "mapping", outcome: "fails", said, causes: [{ what, remedy }] };
  }
  if (state !== "Enabled") {
    const what = `The mapping is still ${state}`;
    const remedy = "Wait until its state is Enabled, and verify again";
    return { question: "mapping", outcome: "unknown", said, causes: [{ what, remedy }] };
  }
  return { question: "mapping", outcome: "works", said, causes: [] };
}

function meaningOf(text: string): Cause | undefined {
  return MEANINGS.find(([sign]) => sign.test(text))?.[1];
}
