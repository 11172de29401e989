import { Iam } from "../../../../connectivity/aws/iam/iam";
import { destroyOrder } from "../../../../connectivity/rules/mapping/destroy-order";
import { spelled } from "../../../../connectivity/wording/report-in-words";
import { BROKER, decisive, FUNCTION, findings, MAPPING, only, POLICY, planned, ROLE, ref, stackModel } from "../stack";

const mapping = (values: Record<string, unknown>) => ({ [MAPPING]: values });
const at = (rule: string) => [`${rule} at ${MAPPING}`];

describe("bounds", () => {
  test.each([1, 100, 10_000])("batch_size %i", (batch_size) => {
    expect(decisive(mapping({ batch_size }))).toEqual([]);
  });

  test.each([0, 10_001, 1.5])("batch_size %d is refused", (batch_size) => {
    const found = only(findings(mapping({ batch_size })), "batch-size");
    expect(found.explanation).toBe(`batch_size of ${MAPPING} is ${batch_size}, and Lambda takes 1 to 10000 messages.`);
  });

  test.each([
    [0, []],
    [300, []],
    [301, at("batching-window")],
    [-1, at("batching-window")],
  ])("a window of %i seconds: %j", (maximum_batching_window_in_seconds, expected) => {
    expect(decisive(mapping({ maximum_batching_window_in_seconds }))).toEqual(expected);
  });

  test.each([
    [840, []],
    [841, [`function-timeout at ${FUNCTION}`]],
    [undefined, []],
    [ref("aws_security_group.broker.id"), [`function-timeout-unknown at ${FUNCTION}`]],
  ])("a function's timeout of %p: %j", (timeout, expected) => {
    expect(decisive({ [FUNCTION]: { timeout } })).toEqual(expected);
  });
});

test.each(["batch_size", "queues", "function_response_types"])("%s after apply is unknown", (argument) => {
  const value = ref("terraform_data.settings.output");
  const settings = planned("terraform_data.settings", { input: "x" }, { computed: ["id", "output"] });
  const found = findings(mapping({ [argument]: value }), settings);
  expect(only(found, "mapping-unknown").explanation).toBe(
    `Whether Lambda takes ${MAPPING} is not known: its ${argument} is known after apply only.`,
  );
});

describe("queue", () => {
  test.each([
    ["none", [], "names 0 queues"],
    ["two", ["a", "b"], "names 2 queues"],
  ])("%s is refused", (_, queues, text) => {
    expect(only(findings(mapping({ queues })), "queues").explanation).toBe(
      `${MAPPING} ${text}, and a mapping on Amazon MQ reads exactly one.`,
    );
  });

  test("not set is none", () => {
    expect(decisive(mapping({ queues: undefined }))).toEqual(at("queues"));
  });

  test.each([
    ["x".repeat(1000), []],
    ["x".repeat(1001), at("queues")],
    ["", at("queues")],
  ])("a name's length is bounded", (queue, expected) => {
    expect(decisive(mapping({ queues: [queue] }))).toEqual(expected);
  });

  const withoutTopology = { "aws_lambda_invocation.topology": null };

  test("nothing that declares it is worth a warning", () => {
    expect(findings(withoutTopology).map(({ rule, severity }) => [rule, severity])).toEqual([
      ["queue-undeclared", "warning"],
    ]);
  });

  test("RabbitMQ's provider declares it, in one virtual host", () => {
    const declared = (vhost: string) => planned("rabbitmq_queue.orders", { name: "orders", vhost });
    expect(findings(withoutTopology, declared("/"))).toEqual([]);
    const found = only(findings(withoutTopology, declared("shop")), "virtual-host");
    expect(found.explanation).toBe(
      `rabbitmq_queue.orders declares the queue in the virtual host "shop", and ${MAPPING} reads from "/".`,
    );
    expect(found.remedy).toBe(
      'Give the mapping a source_access_configuration of type VIRTUAL_HOST with the uri "shop".',
    );
    const accesses = [
      { type: "BASIC_AUTH", uri: ref("aws_secretsmanager_secret.broker.arn") },
      { type: "VIRTUAL_HOST", uri: "shop" },
    ];
    expect(
      findings({ ...withoutTopology, ...mapping({ source_access_configuration: accesses }) }, declared("shop")),
    ).toEqual([]);
  });
});

describe("arguments of other sources", () => {
  test.each([
    ["function_response_types", ["ReportBatchItemFailures"]],
    ["destination_config", [{ on_failure: [{ destination_arn: "arn:aws:sqs:eu-west-1:123456789012:failed" }] }]],
    ["bisect_batch_on_function_error", true],
    ["maximum_retry_attempts", 3],
    ["maximum_record_age_in_seconds", 60],
    ["parallelization_factor", 2],
    ["tumbling_window_in_seconds", 10],
    ["scaling_config", [{ maximum_concurrency: 2 }]],
  ])("%s is refused", (argument, value) => {
    const found = only(findings(mapping({ [argument]: value })), "unsupported-argument");
    expect(found.explanation).toBe(`${MAPPING} sets ${argument}, which mappings on Amazon MQ do not have.`);
  });

  test("several are one finding", () => {
    const found = only(
      findings(mapping({ parallelization_factor: 2, maximum_retry_attempts: 3 })),
      "unsupported-argument",
    );
    expect(found.remedy).toBe("Remove maximum_retry_attempts and parallelization_factor.");
  });

  test.each([
    ["function_response_types", []],
    ["bisect_batch_on_function_error", false],
    ["maximum_retry_attempts", 0],
    ["destination_config", []],
  ])("an empty %s is not sent", (argument, value) => {
    expect(findings(mapping({ [argument]: value }))).toEqual([]);
  });

  test("provisioned pollers and self-managed sources have rules of their own", () => {
    expect(decisive(mapping({ provisioned_poller_config: [{ minimum_pollers: 1 }] }))).toEqual(
      at("provisioned-poller"),
    );
    const kafka = [{ endpoints: { KAFKA_BOOTSTRAP_SERVERS: "kafka:9092" } }];
    expect(decisive(mapping({ self_managed_event_source: kafka }))).toEqual(at("self-managed-event-source"));
  });
});

test("a disabled mapping is worth a note", () => {
  const found = findings(mapping({ enabled: false }));
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([["mapping-disabled", "note"]]);
});

describe("order", () => {
  const unordered = (...dependsOn: string[]) => {
    const { values } = stackValues();
    return planned(MAPPING, values, { dependsOn: [...dependsOn, "aws_lambda_invocation.topology"] });
  };
  const stackValues = () => ({
    values: {
      event_source_arn: ref(`${BROKER}.arn`),
      function_name: ref(`${FUNCTION}.arn`),
      queues: ["orders"],
      source_access_configuration: [{ type: "BASIC_AUTH", uri: ref("aws_secretsmanager_secret.broker.arn") }],
    },
  });

  test("a mapping that does not wait for the role's policy", () => {
    const found = only(findings({}, unordered()), "ordering");
    expect(found).toMatchObject({ severity: "warning", resource: MAPPING });
    expect(found.explanation).toBe(
      `${MAPPING} does not wait for its role's permissions: it does not depend on ${POLICY}.`,
    );
    expect(found.remedy).toBe(`Add ${POLICY} to the mapping's depends_on.`);
    expect(findings({}, unordered(POLICY))).toEqual([]);
  });

  test("a mapping that does not wait for rules, endpoints and routes", () => {
    const more = [
      planned("aws_vpc.own", { cidr_block: "10.0.0.0/16" }),
      planned("aws_subnet.private", { vpc_id: ref("aws_vpc.own.id"), availability_zone: "eu-west-1a" }),
      planned("aws_vpc_endpoint.sts", { vpc_id: ref("aws_vpc.own.id"), service_name: "com.amazonaws.eu-west-1.sts" }),
      planned("aws_vpc_endpoint.s3", { vpc_id: ref("aws_vpc.own.id"), service_name: "com.amazonaws.eu-west-1.s3" }),
      planned("aws_vpc_security_group_ingress_rule.amqps", { security_group_id: ref("aws_security_group.broker.id") }),
    ];
    const found = only(findings({}, ...more), "ordering");
    expect(found.explanation).toBe(
      `${MAPPING} does not wait for its way to the broker and the services: it does not depend on aws_vpc_endpoint.sts and aws_vpc_security_group_ingress_rule.amqps.`,
    );
  });

  test("the remedy names all that the mapping does not wait for", () => {
    const rules = [1, 2, 3, 4].map((each) => `aws_vpc_security_group_ingress_rule.r${each}`);
    const more = rules.map((rule) => planned(rule, { security_group_id: ref("aws_security_group.broker.id") }));
    const found = only(findings({}, ...more), "ordering");
    expect(found.explanation).toBe(
      `${MAPPING} does not wait for its way to the broker and the services: it does not depend on ${rules[0]}, ${rules[1]} and 2 more.`,
    );
    expect(found.remedy).toBe(`Add ${rules[0]}, ${rules[1]}, ${rules[2]} and ${rules[3]} to the mapping's depends_on.`);
  });

  test("what exists already needs no order", () => {
    const state = {
      name: "consume",
      role: "listener",
      policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    };
    const existing = planned(POLICY, state, { actions: ["no-op"], before: state });
    expect(findings({}, unordered(), existing)).toEqual([]);
  });
});

describe("a plan that destroys a mapping", () => {
  const gone = (address: string, before: Record<string, unknown>) =>
    planned(address, {}, { actions: ["delete"], before });
  const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:listener";
  const destroyed = [
    gone(MAPPING, { event_source_arn: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1", function_name: ARN }),
    gone(FUNCTION, { function_name: "listener", arn: ARN, role: "arn:aws:iam::123456789012:role/service/listener" }),
    gone(POLICY, { role: "listener", name: "consume" }),
  ];
  const none = { [MAPPING]: null, [FUNCTION]: null, [POLICY]: null };
  const iamOf = (...stack: Parameters<typeof stackModel>) => new Iam(stackModel(...stack));

  test("is warned that Lambda still needs the role", () => {
    const [found, ...others] = destroyOrder.check(iamOf(none, ...destroyed)).map(spelled);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: "destroy-order", severity: "warning", resource: MAPPING });
    expect(found?.explanation).toBe(
      `The plan destroys ${POLICY} right after ${MAPPING}, and Lambda needs the role to remove the mapping's network interfaces.`,
    );
  });

  test("is warned as well where the function stays and its role loses the policy", () => {
    const kept = {
      ...destroyed[1]?.values,
      function_name: "listener",
      arn: ARN,
      role: "arn:aws:iam::123456789012:role/listener",
    };
    const stays = planned(FUNCTION, kept, { actions: ["no-op"], before: kept });
    const without = { [MAPPING]: null, [POLICY]: null };
    const taken = [destroyed[0], destroyed[2]].flatMap((each) => each ?? []);
    const found = destroyOrder.check(iamOf(without, ...taken, stays));
    expect(found.map(({ facts }) => facts)).toEqual([{ mapping: MAPPING, policies: [POLICY] }]);
    const role = { name: "listener", id: "listener", arn: kept.role };
    const statement = { Effect: "Allow", Action: "ec2:DeleteNetworkInterface", Resource: "*" };
    const another = { role: "listener", name: "another", policy: JSON.stringify({ Statement: statement }) };
    const still = [
      planned(ROLE, role, { actions: ["no-op"], before: role }),
      planned("aws_iam_role_policy.another", another, { actions: ["no-op"], before: another }),
    ];
    expect(destroyOrder.check(iamOf(without, ...taken, stays, ...still))).toEqual([]);
  });

  test("is not, where something holds the role until then", () => {
    expect(destroyOrder.check(iamOf(none, ...destroyed, gone("time_sleep.interfaces", {})))).toEqual([]);
  });

  test("is not, where the role's policy stays or the source is another", () => {
    expect(destroyOrder.check(iamOf({ [MAPPING]: null, [FUNCTION]: null }, ...destroyed.slice(0, 2)))).toEqual([]);
    const kafka = gone(MAPPING, {
      event_source_arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1",
      function_name: ARN,
    });
    expect(destroyOrder.check(iamOf(none, kafka, ...destroyed.slice(1)))).toEqual([]);
  });
});

test("what the provider requires, and is not set, fails", () => {
  expect(decisive(mapping({ function_name: undefined }))).toContain(`function-missing at ${MAPPING}`);
  const found = findings({ [FUNCTION]: { role: undefined } });
  expect(only(found, "function-missing").explanation).toBe(
    `${FUNCTION} has no role, and Lambda polls with the function's role.`,
  );
});
