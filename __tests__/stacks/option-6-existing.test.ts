import { check } from "../../connectivity";
import { readSettings } from "../../modules/settings";
import { optionsOf } from "../../stacks/catalogue";
import { expectMappingToWaitForRulesAndEndpoints } from "../support/rules-and-endpoints";
import { synthesize } from "../support/synthesized-stack";

const id = "option-6-existing";
const existingBroker = "b-1234a5b6-78cd-901e-2fab-3c45d6e17819";
const existingBrokerSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ours/admin-AbCdEf";
const made = (more: object = {}) => synthesize(id, { existingBroker, existingBrokerSecret, ...more });
const ways = ["endpoints", "nat", "public"] as const;

test("there is the stack where a broker is named, and the others stay as they are", () => {
  const ids = (given: object) => optionsOf(readSettings({}, given)).map((option) => option.id);
  expect(ids({ existingBroker, existingBrokerSecret })).toEqual([...ids({}), id]);
  for (const other of ids({})) {
    expect(synthesize(other, { existingBroker, existingBrokerSecret }).text).toBe(synthesize(other).text);
  }
});

test.each(ways)("%s: nothing of the broker is made, nothing of a network but groups, rules and endpoints", (way) => {
  const types = made({ existingBrokerConnectivity: way }).managed.map(({ type }) => type);
  const network = [
    ...["aws_security_group", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"],
    ...(way === "endpoints" ? ["aws_vpc_endpoint"] : []),
  ];
  expect(
    [
      ...new Set(types.filter((type) => /^aws_(mq|vpc|subnet|security_group|route|nat|eip|internet)/.test(type))),
    ].sort(),
  ).toEqual(way === "public" ? [] : network.sort());
  expect(types.filter((type) => type === "aws_security_group")).toHaveLength({ endpoints: 2, nat: 1, public: 0 }[way]);
});

test.each([existingBroker, `arn:aws:mq:us-east-1:123456789012:broker:orders:${existingBroker}`])(
  "%s is looked up by its id",
  (broker) => {
    expect(made({ existingBroker: broker }).oneDataSource("aws_mq_broker").values.broker_id).toBe(existingBroker);
  },
);

test("functions and mapping are told of that broker, the topology of its administrator's secret", () => {
  const stack = made();
  const broker = stack.oneDataSource("aws_mq_broker");
  expect(stack.one("aws_lambda_event_source_mapping").values.event_source_arn).toBe(stack.attribute(broker, "arn"));
  const topology = stack.one("aws_lambda_function", "topology").values;
  expect(topology.environment).toMatchObject({
    variables: {
      ADMINISTRATOR_SECRET_ARN: existingBrokerSecret,
      BROKER_MANAGEMENT_URL: `\${try(${broker.address}.instances[0].console_url, "")}`,
    },
  });
  expect(topology.vpc_config).toMatchObject({ subnet_ids: `\${tolist(${broker.address}.subnet_ids)}` });
});

test("Terraform reads no secret, and rolls no password", () => {
  const types = made().data.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith("aws_secretsmanager"))).toEqual([]);
});

/** What the stack writes into RabbitMQ. */
function declared(more: object = {}) {
  const stack = made(more);
  const users = stack.resources("aws_lambda_function").flatMap(({ values }): { username: string }[] => {
    const { USERS } = (values.environment as { variables: { USERS?: string } } | undefined)?.variables ?? {};
    return USERS === undefined ? [] : JSON.parse(USERS);
  });
  const events = stack
    .resources("aws_lambda_invocation")
    .map(({ values }) => JSON.parse(String(values.input)))
    .filter((event) => "queue" in event);
  return { users: users.map(({ username }) => username), virtualHosts: events.map((event) => event.virtualHost) };
}

test("users and virtual host have names of the stack's own: on the broker others have theirs", () => {
  expect(declared({ listeners: [{ name: "orders" }], virtualHost: "shop" })).toEqual({
    users: ["mapping", "publisher", "mapping-orders"].map((user) => `mqesm-dev-option-6-existing-${user}`),
    virtualHosts: ["mqesm-dev-option-6-existing", "mqesm-dev-option-6-existing"],
  });
  expect(declared({ environment: "prod" }).users).toEqual([
    "mqesm-prod-option-6-existing-mapping",
    "mqesm-prod-option-6-existing-publisher",
  ]);
});

test("a virtual host of others is used where it is named", () => {
  expect(declared({ existingBrokerVirtualHost: "/" }).virtualHosts).toEqual(["/"]);
});

test("of other people's secrets only the administrator's is read, by the topology function alone", () => {
  const stack = made();
  const readers = stack
    .dataSources("aws_iam_policy_document")
    .filter(({ values }) => JSON.stringify(values.statement ?? []).includes(existingBrokerSecret));
  expect(readers.map(({ address }) => address)).toEqual([expect.stringContaining("topology_function_policy-document")]);
  const statements = readers.flatMap(({ values }) => values.statement as { actions: string[]; resources: string[] }[]);
  const written = statements.filter(({ actions }) => actions.includes("secretsmanager:PutSecretValue"));
  expect(written).toHaveLength(1);
  expect(written.flatMap(({ resources }) => resources)).not.toContain(existingBrokerSecret);
});

test("its key may be used for that secret, and for nothing else", () => {
  const existingBrokerSecretKey = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab";
  const documents = made({ existingBrokerSecretKey }).dataSources("aws_iam_policy_document");
  const decrypting = documents.flatMap(({ values }) =>
    ((values.statement ?? []) as { actions: string[] }[]).filter(({ actions }) => actions.includes("kms:Decrypt")),
  );
  expect(decrypting).toEqual([
    {
      sid: "DecryptCredentials",
      actions: ["kms:Decrypt"],
      resources: [existingBrokerSecretKey],
      condition: [
        { test: "StringEquals", variable: "kms:EncryptionContext:SecretARN", values: [existingBrokerSecret] },
      ],
    },
  ]);
  expect(made().text).not.toContain("kms:Decrypt");
});

test.each(ways.slice(0, 2))("%s: the mapping waits for the rules, and outlives none of them", (way) => {
  const stack = made({ existingBrokerConnectivity: way });
  expectMappingToWaitForRulesAndEndpoints(stack);
});

test("rules in the broker's group say whose they are; the group itself is in no argument that could change it", () => {
  const stack = made();
  const { address } = stack.oneDataSource("aws_mq_broker");
  const rules = ["ingress", "egress"].flatMap((direction) =>
    stack.resources(`aws_vpc_security_group_${direction}_rule`),
  );
  const inGroupOfOthers = rules.filter(({ values }) => String(values.security_group_id).includes(address));
  expect(inGroupOfOthers).toHaveLength(5);
  for (const { values } of inGroupOfOthers) {
    expect(values.description).toMatch(/^mqesm-dev-option-6-existing: /);
  }
  for (const type of [
    "aws_vpc_security_group_rules_exclusive",
    "aws_default_security_group",
    "aws_security_group_rule",
  ]) {
    expect(stack.resources(type)).toEqual([]);
  }
});

test.each(ways)("%s: what the account alone knows stays open while synthesizing, and fails nothing", (way) => {
  const { mappings } = check([{ name: "cdk.tf.json", json: made({ existingBrokerConnectivity: way }).json }]);
  expect(mappings.map(({ verdict }) => verdict)).toEqual(["unknown"]);
});

test("alarms look at that broker, by the name that it has", () => {
  const stack = made({ alarms: true });
  const name = `\${${stack.oneDataSource("aws_mq_broker").address}.broker_name}`;
  const alarms = stack.resources("aws_cloudwatch_metric_alarm").map(({ values }) => JSON.stringify(values));
  expect(alarms.filter((alarm) => alarm.includes(JSON.stringify({ Broker: name }).slice(1, -1)))).toHaveLength(4);
  expect(alarms.filter((alarm) => alarm.includes('"Broker":"mqesm-'))).toEqual([]);
});

test("what was found good of one broker is asked anew of another, and of its network", () => {
  const kept = made({ existingBrokerConnectivity: "nat" }).resources("terraform_data");
  const asked = kept.filter(
    ({ values }) => (values.lifecycle as { postcondition?: unknown }).postcondition !== undefined,
  );
  expect(asked).toHaveLength(6);
  for (const { values } of asked) expect(values).toHaveProperty("triggers_replace");
});
