import { readMeasurement } from "../../lambda-src/topology/measurement";
import { optionIds } from "../support/expected-network";
import type { Block } from "../support/stack-view";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

const types = [
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_metric_alarm",
  "aws_lambda_permission",
  "aws_sns_topic",
];
const broker = "mqesm-dev-option-4-isolated";
const stack = synthesize("option-4-isolated", {
  alarms: true,
  virtualHost: "shop",
  listeners: [{ name: "orders", alarmBacklogMessages: 5 }],
});

test.each(optionIds)("%s: none unless they are asked for", (id) => {
  const without = synthesize(id);
  expect(types.flatMap((type) => without.resources(type))).toEqual([]);
  expect(without.json.output).not.toHaveProperty("alarm_topic_arn");
});

test.each(optionIds)("%s: one of the broker, and four of each listener", (id) => {
  expect(Object.keys(alarmsOf(synthesize(id, { alarms: true, listeners: [{ name: "orders" }] }))).sort()).toEqual([
    "backlog",
    "backlog-orders",
    "broker",
    "dead-letter",
    "dead-letter-orders",
    "errors",
    "errors-orders",
    "no-consumer",
    "no-consumer-orders",
  ]);
});

const ofQueue = (Queue: string) => ({ Broker: broker, VirtualHost: "shop", Queue });

test.each([
  [
    "no-consumer",
    {
      metric_name: "ConsumerCount",
      dimensions: ofQueue("messages"),
      comparison_operator: "LessThanThreshold",
      threshold: 1,
    },
  ],
  ["backlog", { metric_name: "MessageReadyCount", dimensions: ofQueue("messages"), threshold: 1000 }],
  ["backlog-orders", { metric_name: "MessageReadyCount", dimensions: ofQueue("orders"), threshold: 5 }],
  ["dead-letter-orders", { metric_name: "MessageReadyCount", dimensions: ofQueue("orders.dead-letter"), threshold: 0 }],
])("%s looks at what is measured of its queue", (name, values) => {
  expect(alarmsOf(stack)[name]).toMatchObject({ namespace: "RabbitMQ", period: 300, ...values });
});

test("errors are those of the listener", () => {
  expect(alarmsOf(stack)["errors-orders"]).toMatchObject({
    namespace: "AWS/Lambda",
    metric_name: "Errors",
    dimensions: {
      FunctionName: stack.attribute(stack.one("aws_lambda_function", "listener-orders"), "function_name"),
    },
  });
});

test("the broker's is about memory and disk, as Amazon MQ measures them", () => {
  const { metric_query: queries } = alarmsOf(stack).broker as {
    metric_query: { id: string; expression?: string; metric?: { metric_name: string; dimensions: object } }[];
  };
  expect(
    Object.fromEntries(queries.map(({ id, expression, metric }) => [id, expression ?? metric?.metric_name])),
  ).toEqual({
    memory: "RabbitMQMemUsed",
    memoryLimit: "RabbitMQMemLimit",
    disk: "RabbitMQDiskFree",
    diskLimit: "RabbitMQDiskFreeLimit",
    near: "IF(memory > 0.9 * memoryLimit OR disk < 1.2 * diskLimit, 1, 0)",
  });
  for (const { metric } of queries.slice(0, -1)) {
    expect(metric).toMatchObject({ namespace: "AWS/AmazonMQ", dimensions: { Broker: broker } });
  }
});

test("what cannot be measured is no consumer, and nothing else", () => {
  const missing = Object.entries(alarmsOf(stack)).map(([name, { treat_missing_data: treated }]) => [name, treated]);
  expect(Object.fromEntries(missing)).toMatchObject({
    "no-consumer": "breaching",
    backlog: "missing",
    "dead-letter": "missing",
    errors: "notBreaching",
    broker: "missing",
  });
});

test("a mapping that is switched off has no consumer, and that is no alarm", () => {
  const off = synthesize("option-4-isolated", { alarms: true, mappingEnabled: false, listeners: [{ name: "orders" }] });
  expect(Object.keys(alarmsOf(off))).not.toContain("no-consumer");
  expect(Object.keys(alarmsOf(off))).toContain("no-consumer-orders");
});

test("each says what happened and what to do, within what AWS takes", () => {
  for (const [name, { alarm_description: description }] of Object.entries(alarmsOf(stack))) {
    expect([name, description]).toEqual([name, expect.stringMatching(/^.{100,1024}$/)]);
  }
});

test("all go to a topic of the stack's own, or to one that is given, and so does their end", () => {
  const own = stack.attribute(stack.one("aws_sns_topic"), "arn");
  for (const alarm of Object.values(alarmsOf(stack))) {
    expect(alarm).toMatchObject({ alarm_actions: [own], ok_actions: [own] });
  }
  expect(stack.json.output.alarm_topic_arn?.value).toBe(own);

  const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:team";
  const given = synthesize("option-1-public-broker", { alarms: true, alarmTopicArn });
  expect(given.resources("aws_sns_topic")).toEqual([]);
  expect(alarmsOf(given).errors).toMatchObject({ alarm_actions: [alarmTopicArn], ok_actions: [alarmTopicArn] });
});

describe.each([
  { suffix: "", queue: "messages" },
  { suffix: "-orders", queue: "orders" },
])("measuring the queue $queue", ({ suffix, queue }) => {
  const path = (end: string) => `alarms/queue-measurement${suffix}/${end}`;
  const at = (type: string, end: string) => {
    const found = stack.resources(type).filter((block) => stack.path(block) === path(end));
    expect(found).toHaveLength(1);
    return found[0] as Block;
  };
  const rule = at("aws_cloudwatch_event_rule", "rule");
  const permission = at("aws_lambda_permission", "permission");
  const topology = stack
    .resources("aws_lambda_function")
    .find(({ values }) => values.function_name === `${broker}-topology${suffix}`) as Block;

  test("it and its dead-letter queue, by the listener's own function, as that takes it", () => {
    const { values } = at("aws_cloudwatch_event_target", "target");
    expect(values).toMatchObject({
      rule: stack.attribute(rule, "name"),
      arn: stack.attribute(topology, "arn"),
      depends_on: [permission.address],
    });
    const event = JSON.parse(String(values.input));
    expect(readMeasurement(event)).toEqual({ measure: [queue, `${queue}.dead-letter`], virtualHost: "shop", broker });
  });

  test("only the rule may invoke the function", () => {
    expect(permission.values).toMatchObject({
      function_name: stack.attribute(topology, "function_name"),
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      source_arn: stack.attribute(rule, "arn"),
    });
  });

  test("wants nothing more of the function's role: metrics go out with its log", () => {
    const policy = (of: SynthesizedStack) => {
      const { values } = of.one("aws_iam_role_policy", "topology_function_policy");
      return JSON.stringify(of.findMeant("aws_iam_policy_document", values.policy, "json")?.values.statement);
    };
    expect(policy(synthesize("option-4-isolated", { alarms: true }))).toBe(policy(synthesize("option-4-isolated")));
  });
});

/** The alarms by their names, without what all names begin with. */
function alarmsOf(of: SynthesizedStack): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return Object.fromEntries(
    of
      .resources("aws_cloudwatch_metric_alarm")
      .map(({ values }) => [
        String(values.alarm_name).replace(
          /^mqesm-dev-option-\d-[a-z-]+?-(?=(no-consumer|backlog|broker$|dead-letter|errors))/,
          "",
        ),
        values,
      ]),
  );
}
