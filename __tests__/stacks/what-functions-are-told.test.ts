import { readEvent as readWaiterEvent } from "../../lambda-src/interface-waiter/event";
import { readSettings as readListenerSettings } from "../../lambda-src/listener/settings";
import { readEvent as readPublisherEvent } from "../../lambda-src/publisher/event";
import { readSettings as readPublisherSettings } from "../../lambda-src/publisher/settings";
import { readEvent as readTopologyEvent } from "../../lambda-src/topology/event";
import { optionIds } from "../support/expected-network";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

/** What stands for a reference once everything exists, by how the reference ends. */
const known = [
  [/startswith\(endpoint, "amqps:\/\/"\)\]\[0\]\}$/, "amqps://b-1.mq.us-east-1.on.aws:5671"],
  [/\.console_url\}$/, "https://b-1.mq.us-east-1.on.aws"],
] as const;

test.each(optionIds)("%s: the topology function takes its event", (id) => {
  const { values } = synthesize(id).one("aws_lambda_invocation", "topology_declaration");
  const event = resolved(JSON.parse(String(values.input)));
  expect(readTopologyEvent(event)).toEqual(event);
});

test.each([
  { queue: "q".repeat(200), virtualHost: "v".repeat(200), deliveryLimit: 1000 },
  { queue: "...", virtualHost: " /*:_+=.@-" },
  { mappingUserRead: '^"a\\.b"$', mappingUserWrite: "\\\\", mappingUserConfigure: "^[^}]{2}$" },
])("whatever settings are allowed, the topology function takes them: %j", (given) => {
  const { values } = synthesize("option-1-public-broker", given).one("aws_lambda_invocation", "topology_declaration");
  expect(() => readTopologyEvent(resolved(JSON.parse(String(values.input))))).not.toThrow();
});

test.each(optionIds)("%s: the publisher takes its environment and the payload of the printed command", (id) => {
  const stack = synthesize(id);
  const command = String(stack.json.output.publish_command?.value);
  const payload = command.match(/--payload '([^']*)'/)?.[1];
  expect(readPublisherSettings(environmentOf(stack, "publisher"))).toMatchObject({
    endpoint: new URL("amqps://b-1.mq.us-east-1.on.aws:5671"),
    virtualHost: "/",
    queue: "messages",
  });
  expect(readPublisherEvent(JSON.parse(String(payload))).count).toBe(1);
});

test.each([
  { given: {}, told: { logBodies: false, undecodableMessages: "fail" } },
  {
    given: { listenerLogsBodies: true, listenerUndecodableMessages: "set-aside" },
    told: { logBodies: true, undecodableMessages: "set-aside" },
  },
])("the listener takes its environment: $given", ({ given, told }) => {
  const stack = synthesize("option-1-public-broker", given);
  expect(readListenerSettings(environmentOf(stack, "listener"))).toEqual(told);
});

test.each(optionIds.filter((id) => id !== "option-1-public-broker"))(
  "%s: the waiting function takes its events",
  (id) => {
    const stack = synthesize(id);
    for (const index of [1, 2, 3]) {
      const { input } = stack.one("aws_lambda_invocation", `wait-${index}`).values;
      // Terraform's own syntax, with a reference for each list.
      const json = String(input)
        .replace(/^\$\{jsonencode\((.*)\)\}$/, "$1")
        .replace(/"subnetIds" = [^,]+,/, '"subnetIds": ["subnet-1"],')
        .replace(/"securityGroupIds" = [^,]+,/, '"securityGroupIds": ["sg-1"],')
        .replace('"last" =', '"last":');
      const event = { ...JSON.parse(json), tf: { action: "delete" } };
      expect(readWaiterEvent(event)).toEqual(event);
      expect(event.last).toBe(index === 1);
    }
  },
);

function environmentOf(stack: SynthesizedStack, name: string): NodeJS.ProcessEnv {
  const { environment } = stack.one("aws_lambda_function", name).values as {
    environment: { variables: Record<string, string> };
  };
  return resolved(environment.variables) as NodeJS.ProcessEnv;
}

/** A value in which references are what they come to; of a secret's ARN, one for each secret. */
function resolved(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each) => {
    if (typeof each !== "string") {
      return each;
    }
    const secret = each.match(/^\$\{aws_secretsmanager_secret\.([\w-]+)\.arn\}$/)?.[1];
    const [, found] = known.find(([pattern]) => pattern.test(each)) ?? [];
    return secret === undefined ? (found ?? each) : `arn:aws:secretsmanager:us-east-1:123456789012:secret:${secret}`;
  });
}
