import { guardedRegion } from "../../../modules/deployment-region";
import { optionIds } from "../../support/expected-network";
import { synthesize } from "../../support/synthesized-stack";

describe("the mapping", () => {
  test.each(optionIds)("%s: polls the broker with its own user and invokes the listener", (id) => {
    const stack = synthesize(id);
    expect(stack.one("aws_lambda_event_source_mapping").values).toMatchObject({
      event_source_arn: stack.attribute(stack.one("aws_mq_broker"), "arn"),
      function_name: stack.attribute(stack.one("aws_lambda_function", "listener"), "arn"),
      queues: ["messages"],
      batch_size: 100,
      enabled: true,
      source_access_configuration: [
        {
          type: "BASIC_AUTH",
          uri: stack.attribute(stack.one("aws_secretsmanager_secret", "mapping-secret"), "arn"),
        },
        { type: "VIRTUAL_HOST", uri: "/" },
      ],
    });
  });

  test("is what the settings say", () => {
    const { values } = synthesize("option-1-public-broker", {
      queue: "orders",
      virtualHost: "shop",
      mappingBatchSize: 10_000,
      mappingBatchingWindowSeconds: 0,
      mappingEnabled: false,
    }).one("aws_lambda_event_source_mapping");
    expect(values).toMatchObject({
      queues: ["orders"],
      batch_size: 10_000,
      maximum_batching_window_in_seconds: 0,
      enabled: false,
    });
    expect(values.source_access_configuration).toContainEqual({ type: "VIRTUAL_HOST", uri: "shop" });
  });

  test("takes every message unless filters are set: what matches none is lost", () => {
    expect(synthesize("option-4-isolated").one("aws_lambda_event_source_mapping").values).not.toHaveProperty(
      "filter_criteria",
    );
    const mappingFilters = [{ data: { kind: ["order"] } }, { data: [{ prefix: 'a\\"b' }] }];
    const { values } = synthesize("option-4-isolated", { mappingFilters }).one("aws_lambda_event_source_mapping");
    expect(values.filter_criteria).toEqual({
      filter: [{ pattern: '{"data":{"kind":["order"]}}' }, { pattern: '{"data":[{"prefix":"a\\\\\\"b"}]}' }],
    });
  });

  test("leaves the batching window to AWS unless it is set: its 500 ms cannot be written", () => {
    const { values } = synthesize("option-1-public-broker").one("aws_lambda_event_source_mapping");
    expect(values).not.toHaveProperty("maximum_batching_window_in_seconds");
  });

  // https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html
  test.each(["cn-north-1", "us-gov-west-1"])("has no tags in %s, where mappings take none", (region) => {
    const stack = synthesize("option-4-isolated", { region });
    const [tagging, untagged] = stack.json.provider.aws ?? [];
    expect(tagging).toMatchObject({ default_tags: expect.anything() });
    expect(untagged).toEqual({ region: guardedRegion, alias: "untagged" });
    expect(stack.one("aws_lambda_event_source_mapping").values).toMatchObject({ provider: "aws.untagged" });
  });

  test("has the tags of everything elsewhere", () => {
    const stack = synthesize("option-4-isolated");
    expect(stack.json.provider.aws).toHaveLength(1);
    expect(stack.one("aws_lambda_event_source_mapping").values).not.toHaveProperty("provider");
  });

  // Each of these is refused for Amazon MQ. https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
  test.each([
    "destination_config",
    "function_response_types",
    "maximum_retry_attempts",
    "parallelization_factor",
    "scaling_config",
    "provisioned_poller_config",
    "starting_position",
    "topics",
  ])("has no %s", (argument) => {
    expect(synthesize("option-4-isolated").one("aws_lambda_event_source_mapping").values).not.toHaveProperty(argument);
  });
});

describe("the listener", () => {
  test("is what the settings say", () => {
    const stack = synthesize("option-1-public-broker", {
      listenerTimeoutSeconds: 840,
      listenerMemoryMegabytes: 1024,
      listenerLogsBodies: true,
      listenerUndecodableMessages: "set-aside",
      logRetentionDays: 7,
    });
    expect(stack.one("aws_lambda_function", "listener").values).toMatchObject({
      function_name: "mqesm-dev-option-1-public-broker-listener",
      runtime: "nodejs22.x",
      handler: "index.handler",
      timeout: 840,
      memory_size: 1024,
      environment: { variables: { LOG_BODIES: "true", UNDECODABLE_MESSAGES: "set-aside" } },
    });
    expect(stack.one("aws_cloudwatch_log_group", "listener").values).toMatchObject({
      name: "/aws/lambda/mqesm-dev-option-1-public-broker-listener",
      retention_in_days: 7,
    });
  });
});

describe("waiting for the mapping's interfaces", () => {
  test.each(optionIds.filter((id) => id !== "option-1-public-broker"))("%s: in the broker's own place", (id) => {
    const stack = synthesize(id);
    const broker = stack.one("aws_mq_broker");
    const place =
      id === "option-2-default-vpc"
        ? {
            subnets: `tolist(${broker.address}.subnet_ids)`,
            groups: `[${stack.oneDataSource("aws_security_group").address}.id]`,
          }
        : { subnets: bare(broker.values.subnet_ids), groups: bare(broker.values.security_groups) };
    const waiting = stack.one("aws_lambda_function", "interface-waiter");
    expect(waiting.values.environment).toEqual({
      variables: {
        SUBNET_IDS: `\${join(",", ${place.subnets})}`,
        SECURITY_GROUP_IDS: `\${join(",", ${place.groups})}`,
      },
    });
    for (const index of [1, 2, 3]) {
      expect(stack.one("aws_lambda_invocation", `wait-${index}`).values).toMatchObject({
        function_name: stack.attribute(waiting, "function_name"),
        input: `{"last":${index === 1}}`,
      });
    }
  });

  test("its function has as long as Lambda allows, and is outside any VPC", () => {
    const { values } = synthesize("option-4-isolated").one("aws_lambda_function", "interface-waiter");
    expect(values.timeout).toBe(900);
    expect(values).not.toHaveProperty("vpc_config");
  });

  /** References as they stand inside an expression. */
  function bare(references: unknown): string {
    return `[${(references as string[]).map((reference) => reference.slice(2, -1)).join(", ")}]`;
  }
});
