import { readEvent as readWaiterEvent } from "../../lambda-src/interface-waiter/event";
import { readSettings as readWaiterSettings } from "../../lambda-src/interface-waiter/settings";
import { readSettings as readListenerSettings } from "../../lambda-src/listener/settings";
import { readEvent as readPublisherEvent } from "../../lambda-src/publisher/event";
import { readSettings as readPublisherSettings } from "../../lambda-src/publisher/settings";
import { readSettings as readJudgeSettings } from "../../lambda-src/run-task/judge/settings";
import { readSettings as readReceiverSettings } from "../../lambda-src/run-task/receiver/settings";
import { readEvent as readTopologyEvent } from "../../lambda-src/topology/event";
import { readSettings as readTopologySettings } from "../../lambda-src/topology/settings";
import { optionIds } from "../support/expected-network";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

/** What stands for a reference once everything exists, by how the reference ends. */
const known = [
  [/startswith\(endpoint, "amqps:\/\/"\)\]\[0\]\}$/, "amqps://b-1.mq.us-east-1.on.aws:5671"],
  [/\.console_url\}$/, "https://b-1.mq.us-east-1.on.aws"],
  [/^\$\{join\(",", .*subnet/, "subnet-1"],
  [/^\$\{join\(",", .*security_group/, "sg-1"],
] as const;

test.each(optionIds)("%s: the topology function takes its environment and its event", (id) => {
  const stack = synthesize(id);
  expect(readTopologySettings(environmentOf(stack, "topology"))).toMatchObject({
    managementUrl: new URL("https://b-1.mq.us-east-1.on.aws"),
    users: [{ username: "mapping" }, { username: "publisher" }],
  });
  const event = JSON.parse(String(stack.one("aws_lambda_invocation", "topology_declaration").values.input));
  expect(readTopologyEvent(event)).toEqual(event);
});

test.each([
  { queue: "q".repeat(200), virtualHost: "v".repeat(200), deliveryLimit: 1000 },
  { queue: "...", virtualHost: " /*:_+=.@-" },
  {
    queue: ".".repeat(200),
    mappingUserRead: "€".repeat(255),
    mappingUserWrite: "€".repeat(255),
    mappingUserConfigure: "€".repeat(255),
  },
  { mappingUserRead: '^"a\\.b"$', mappingUserWrite: "\\\\", mappingUserConfigure: "^[^}]{2}$" },
])("whatever settings are allowed, the topology function takes them: %j", (given) => {
  const stack = synthesize("option-1-public-broker", given);
  const { values } = stack.one("aws_lambda_invocation", "topology_declaration");
  expect(() => readTopologyEvent(JSON.parse(String(values.input)))).not.toThrow();
  const environment = environmentOf(stack, "topology");
  expect(() => readTopologySettings(environment)).not.toThrow();
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  expect(Buffer.byteLength(Object.entries(environment).flat().join(""))).toBeLessThan(4096);
});

test.each(optionIds)("%s: the publisher takes its environment and the payload of the printed command", (id) => {
  const stack = synthesize(id);
  const command = String(stack.json.output.publish_command?.value);
  const payload = command.match(/^echo '([^']*)' \| aws lambda invoke .* --payload fileb:/)?.[1];
  expect(readPublisherSettings(environmentOf(stack, "publisher"))).toMatchObject({
    endpoint: new URL("amqps://b-1.mq.us-east-1.on.aws:5671"),
    virtualHost: "/",
    queue: "messages",
  });
  expect(readPublisherEvent(JSON.parse(String(payload))).count).toBe(1);
});

test.each([
  { given: {}, told: { logBodies: false, undecodableMessages: undefined } },
  {
    given: { listenerUndecodableMessages: "hand-over" },
    told: { logBodies: false, undecodableMessages: "hand-over" },
  },
  {
    given: { listenerLogsBodies: true, listenerUndecodableMessages: "set-aside" },
    told: { logBodies: true, undecodableMessages: "set-aside" },
  },
])("the listener takes its environment: $given", ({ given, told }) => {
  const stack = synthesize("option-1-public-broker", given);
  expect(readListenerSettings(environmentOf(stack, "listener"))).toEqual(told);
});

test.each(optionIds.filter((id) => id !== "option-1-public-broker"))(
  "%s: the waiting function takes its environment and its events",
  (id) => {
    const stack = synthesize(id);
    expect(readWaiterSettings(environmentOf(stack, "interface-waiter"))).toEqual({
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
    });
    for (const index of [1, 2, 3]) {
      const { input } = stack.one("aws_lambda_invocation", `wait-${index}`).values;
      const event = { ...JSON.parse(String(input)), tf: { action: "delete" } };
      expect(readWaiterEvent(event)).toEqual(event);
      expect(event.last).toBe(index === 1);
    }
  },
);

test("the run task's functions take their environments", () => {
  const stack = synthesize("run-task", { runTask: true });
  expect(readReceiverSettings(environmentOf(stack, "receiver_function"))).toEqual({
    secretArn: expect.stringContaining(":secret:hmac-key"),
    judge: stack.attribute(stack.one("aws_lambda_function", "judge_function"), "function_name"),
    hostname: "app.terraform.io",
  });
  const judgeOf = (given: object) =>
    readJudgeSettings(environmentOf(synthesize("run-task", { runTask: true, ...given }), "judge_function"));
  expect(judgeOf({})).toEqual({ unknown: "fail", assume: [] });
  const runTaskAssume = ['module.net["a"].aws_vpc.v:dns-support', "data.aws_vpc.w:dns-support"];
  expect(judgeOf({ runTaskUnknown: "pass", runTaskAssume })).toEqual({ unknown: "pass", assume: runTaskAssume });
});

function environmentOf(stack: SynthesizedStack, name: string): NodeJS.ProcessEnv {
  const { environment } = stack.one("aws_lambda_function", name).values as {
    environment: { variables: Record<string, string> };
  };
  return Object.fromEntries(Object.entries(environment.variables).map(([key, value]) => [key, resolved(value)]));
}

/** A text in which references are what they come to; of a secret's ARN, one for each secret. */
function resolved(text: string): string {
  const [, found] = known.find(([pattern]) => pattern.test(text)) ?? [];
  return (
    found ??
    text.replaceAll(
      /\$\{aws_secretsmanager_secret\.([\w-]+)\.arn\}/g,
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:$1",
    )
  );
}
