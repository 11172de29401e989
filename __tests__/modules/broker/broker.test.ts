import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { optionIds } from "../../support/expected-network";
import type { Block } from "../../support/stack-view";
import { synthesize } from "../../support/synthesized-stack";

describe("the broker", () => {
  test.each(optionIds)("%s", (id) => {
    expect(synthesize(id).one("aws_mq_broker").values).toMatchObject({
      broker_name: `mqesm-dev-${id}`,
      engine_type: "RabbitMQ",
      engine_version: "4.2",
      host_instance_type: "mq.m7g.medium",
      deployment_mode: "SINGLE_INSTANCE",
      auto_minor_version_upgrade: true,
      logs: { general: true },
    });
  });

  test("is what the settings say", () => {
    const { values } = synthesize("option-4-isolated", {
      brokerEngineVersion: "3.13",
      brokerInstanceType: "mq.m5.large",
      brokerDeploymentMode: "CLUSTER_MULTI_AZ",
    }).one("aws_mq_broker");
    expect(values).toMatchObject({
      engine_version: "3.13",
      host_instance_type: "mq.m5.large",
      deployment_mode: "CLUSTER_MULTI_AZ",
    });
  });

  test.each(optionIds)("%s: its life is Amazon MQ's to plan, unless the settings do", (id) => {
    const { values } = synthesize(id).one("aws_mq_broker");
    expect(values.apply_immediately).toBe(false);
    expect(values).not.toHaveProperty("maintenance_window_start_time");
    expect(values).not.toHaveProperty("configuration");
    expect(synthesize(id).resources("aws_mq_configuration")).toEqual([]);
  });

  test("its life is what the settings say", () => {
    const stack = synthesize("option-4-isolated", {
      brokerApplyImmediately: true,
      brokerMaintenanceWindow: "SUNDAY 03:00 Europe/Berlin",
      brokerGeneralLogs: false,
      brokerConfiguration: "heartbeat = 120\nconsumer_timeout = 3600000",
    });
    const configuration = stack.one("aws_mq_configuration");
    expect(stack.one("aws_mq_broker").values).toMatchObject({
      apply_immediately: true,
      maintenance_window_start_time: { day_of_week: "SUNDAY", time_of_day: "03:00", time_zone: "Europe/Berlin" },
      // Spelled out: the provider takes a missing block for no change.
      logs: { general: false },
      configuration: {
        id: stack.attribute(configuration, "id"),
        revision: stack.attribute(configuration, "latest_revision"),
      },
    });
    expect(configuration.values).toMatchObject({
      engine_type: "RabbitMQ",
      engine_version: "4.2",
      data: "heartbeat = 120\nconsumer_timeout = 3600000\n",
    });
  });

  test("another version's configuration is made beside the one in use, under a name of its own", () => {
    const stack = synthesize("option-4-isolated", { brokerConfiguration: { heartbeat: 120 } });
    const unique = stack.one("terraform_data", "configuration");
    expect(unique.values).toMatchObject({ triggers_replace: ["4.2"], lifecycle: { create_before_destroy: true } });
    expect(stack.one("aws_mq_configuration").values).toMatchObject({
      name: `mqesm-dev-option-4-isolated-\${${unique.address}.id}`,
      lifecycle: { create_before_destroy: true },
    });
  });

  test("its configuration may come from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "configuration-"));
    const file = join(folder, "rabbitmq.conf");
    writeFileSync(file, "# Batches take long.\nconsumer_timeout = 3600000\n");
    const stack = synthesize("option-4-isolated", { brokerConfiguration: file });
    rmSync(folder, { recursive: true });
    expect(stack.one("aws_mq_configuration").values.data).toBe("consumer_timeout = 3600000\n");
  });

  test("a public broker has no groups and no subnets, and so nothing else is blank by accident", () => {
    const { values } = synthesize("option-1-public-broker").one("aws_mq_broker");
    expect(values.publicly_accessible).toBe(true);
    expect(values).not.toHaveProperty("security_groups");
    expect(values).not.toHaveProperty("subnet_ids");
  });

  test.each([
    { id: "option-1-public-broker", ignored: ["user", "security_groups"] },
    { id: "option-2-default-vpc", ignored: ["user", "security_groups"] },
    { id: "option-3-private-nat", ignored: ["user"] },
    { id: "option-4-isolated", ignored: ["user"] },
    { id: "option-5-public-subnets", ignored: ["user"] },
  ])("$id: groups that were left blank and are reported afterwards are no drift; subnets never", ({ id, ignored }) => {
    expect(synthesize(id).one("aws_mq_broker").values.lifecycle).toEqual({ ignore_changes: ignored });
  });

  test("is protected from being destroyed or replaced where the settings say so, and only there", () => {
    const lifecycle = (protectBroker: boolean) =>
      synthesize("option-4-isolated", { protectBroker }).one("aws_mq_broker").values.lifecycle;
    expect(lifecycle(true)).toEqual({ ignore_changes: ["user"], prevent_destroy: true });
    expect(lifecycle(false)).toEqual({ ignore_changes: ["user"] });
  });

  test.each(optionIds)("%s: is waited for longer than the slowest Regions take", (id) => {
    expect(synthesize(id).one("aws_mq_broker").values.timeouts).toEqual({
      create: "90m",
      update: "90m",
      delete: "90m",
    });
  });

  test("the AMQPS endpoint is found by its prefix, never by position, and may be one of several", () => {
    const stack = synthesize("option-4-isolated");
    expect(stack.json.output.broker_amqps_endpoint?.value).toBe(
      `\${[for endpoint in ${stack.one("aws_mq_broker").address}.instances[0].endpoints : endpoint if startswith(endpoint, "amqps://")][0]}`,
    );
  });
});

describe("the administrator", () => {
  test.each(optionIds)("%s: rolled once, name and password, kept in a secret, read from there", (id) => {
    const stack = synthesize(id);
    const [name, password] = ["administrator_name", "administrator_password"].map((part) =>
      stack.oneDataSource("aws_secretsmanager_random_password", part),
    ) as [Block, Block];
    const secret = stack.one("aws_secretsmanager_secret", "administrator");
    const version = stack.one("aws_secretsmanager_secret_version");

    // Amazon MQ: 12 characters or more, none of , : and =
    expect(password.values).toMatchObject({ password_length: 32, exclude_punctuation: true });
    expect(name.values).toMatchObject({ password_length: 16, exclude_punctuation: true });
    // A plan would show what is rolled while planning.
    expect(password.values.depends_on).toEqual([secret.address]);
    expect(name.values.depends_on).toEqual([secret.address]);
    expect(version.values).toMatchObject({
      secret_id: stack.attribute(secret, "id"),
      secret_string: `\${jsonencode({"username" = "administrator-\${${name.address}.random_password}", "password" = ${password.address}.random_password})}`,
      lifecycle: { ignore_changes: ["secret_string"] },
    });
    const kept = `jsondecode(${version.address}.secret_string)`;
    expect(stack.one("aws_mq_broker").values.user).toEqual([
      { username: `\${${kept}.username}`, password: `\${${kept}.password}` },
    ]);
  });
});

describe("the topology", () => {
  const declared = (given: Record<string, unknown> = {}) => {
    const stack = synthesize("option-4-isolated", given);
    const { values } = stack.one("aws_lambda_invocation", "topology_declaration");
    const lambda = stack.one("aws_lambda_function", "topology");
    const { variables } = lambda.values.environment as { variables: Record<string, string> };
    return { stack, values, lambda, variables, users: JSON.parse(String(variables.USERS)) };
  };

  test("what is declared: virtual host, queue and delivery limit, and nothing else can be said in its event", () => {
    expect(JSON.parse(String(declared().values.input))).toEqual({
      virtualHost: "/",
      queue: "messages",
      deliveryLimit: 20,
    });
  });

  test("where and for whom is the function's own: the broker, and two users that can do one thing each", () => {
    const { stack, variables, users } = declared();
    const secretArn = (part: string) => stack.attribute(stack.one("aws_secretsmanager_secret", part), "arn");
    expect(variables).toEqual({
      BROKER_MANAGEMENT_URL: `\${${stack.one("aws_mq_broker").address}.instances[0].console_url}`,
      ADMINISTRATOR_SECRET_ARN: secretArn("administrator"),
      USERS: expect.any(String),
    });
    expect(users).toEqual([
      {
        secretArn: secretArn("mapping-secret"),
        username: "mapping",
        permissions: { configure: "^$", write: "^$", read: "^messages$" },
      },
      {
        secretArn: secretArn("publisher-secret"),
        username: "publisher",
        permissions: { configure: "^$", write: "^(?!.*[.]dead-letter$)", read: "^$" },
      },
    ]);
  });

  test("is declared again for another broker, for newer code and for other users", () => {
    const { stack, values, lambda, variables } = declared();
    expect(values).toMatchObject({
      function_name: stack.attribute(lambda, "function_name"),
      triggers: {
        broker: stack.attribute(stack.one("aws_mq_broker"), "id"),
        code: stack.attribute(lambda, "source_code_hash"),
        users: variables.USERS,
      },
    });
    expect(values).not.toHaveProperty("lifecycle_scope");
  });

  test("has time for a broker whose name does not resolve yet, within what Lambda allows", () => {
    expect(declared().lambda.values.timeout).toBe(840);
  });

  test("another queue, virtual host or delivery limit is another input", () => {
    const { values, users } = declared({ queue: "orders.eu", virtualHost: "shop", deliveryLimit: 5 });
    expect(JSON.parse(String(values.input))).toEqual({ queue: "orders.eu", virtualHost: "shop", deliveryLimit: 5 });
    expect(users).toMatchObject([{ permissions: { read: "^orders[.]eu$" } }, {}]);
  });

  test.each([
    { setting: "mappingUserConfigure", permissions: { configure: "^a\\.b$", write: "^$", read: "^messages$" } },
    { setting: "mappingUserWrite", permissions: { configure: "^$", write: "^a\\.b$", read: "^messages$" } },
    { setting: "mappingUserRead", permissions: { configure: "^$", write: "^$", read: "^messages$|^a\\.b$" } },
  ])("$setting adds to the mapping's permissions", ({ setting, permissions }) => {
    expect(declared({ [setting]: "^a\\.b$" }).users[0].permissions).toEqual(permissions);
  });
});

describe("credentials", () => {
  test.each(optionIds)("%s: passwords that functions make are never Terraform's to know", (id) => {
    const stack = synthesize(id);
    const administrator = stack.one("aws_secretsmanager_secret", "administrator");
    expect(stack.resources("aws_secretsmanager_secret")).toHaveLength(3);
    expect(stack.one("aws_secretsmanager_secret_version").values.secret_id).toBe(stack.attribute(administrator, "id"));
    expect(stack.dataSources("aws_secretsmanager_secret_version")).toEqual([]);
  });

  test.each(optionIds)("%s: secrets take a prefix, for the name of a destroyed one stays reserved", (id) => {
    const secrets = synthesize(id).resources("aws_secretsmanager_secret");
    expect(secrets.map(({ values }) => [values.name, values.name_prefix])).toEqual([
      [undefined, `mqesm-dev-${id}/administrator-`],
      [undefined, `mqesm-dev-${id}/mapping-`],
      [undefined, `mqesm-dev-${id}/publisher-`],
    ]);
  });

  test.each(optionIds)("%s: no function's environment holds more than where a secret is", (id) => {
    for (const { values } of synthesize(id).resources("aws_lambda_function")) {
      const { variables = {} } = (values.environment ?? {}) as { variables?: Record<string, string> };
      expect(Object.keys(variables).filter((name) => /password|secret_string|username/i.test(name))).toEqual([]);
      expect(JSON.stringify(variables)).not.toMatch(/random_password|secret_string|jsondecode/);
    }
  });
});
