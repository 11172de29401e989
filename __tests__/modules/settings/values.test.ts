import { readSettings, type SettingsError, settingsCatalogue, variableOf } from "../../../modules/settings";
import type { Setting, SettingKey } from "../../../modules/settings/catalogue";

/** What a setting takes and what it refuses; given as text, as an environment variable gives it. */
interface Rule {
  /** What the error text says after "it must be". */
  readonly allowed: string;
  /** Text to value, at the boundaries. */
  readonly accepts: readonly (readonly [string, unknown])[];
  readonly refuses: readonly string[];
  /** Values of `cdktf.json` that are refused although their text would be accepted. */
  readonly refusesInContext?: readonly unknown[];
  /** Other settings without which it is not accepted. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

const asText = (...texts: string[]) => texts.map((text) => [text, text] as const);

const regularExpression: Rule = {
  allowed: "a regular expression of 1 to 255 characters without `${` and `%{`",
  accepts: asText("^orders$", "^a\\.b$|x{2}", "$", "r".repeat(255)),
  refuses: [`\${x}`, "a%{x}", "a\nb", "r".repeat(256)],
};
const wholeNumber = (minimum: number, maximum: number): Rule => ({
  allowed: `a whole number from ${minimum} to ${maximum}`,
  accepts: [minimum, maximum].map((value) => [String(value), value] as const),
  refuses: [String(minimum - 1), String(maximum + 1), "1.5", " 1", "1e2", "one", "9".repeat(400)],
  refusesInContext: [minimum + 0.5, true, null, [minimum]],
});
const flag: Rule = {
  allowed: "`true` or `false`",
  accepts: [
    ["true", true],
    ["false", false],
  ],
  refuses: ["yes", "1", "TRUE"],
  refusesInContext: [1, null],
};
const oneOf = (...words: string[]): Rule => ({
  allowed: `one of ${words.map((word) => `\`${word}\``).join(", ")}`,
  accepts: asText(...words),
  refuses: [`${words[0]} `, words.join(), "other"],
});
const virtualHost: Rule = {
  allowed: "1 to 200 letters, digits, spaces and `-/*:_+=.@`, not `.` or `..`",
  accepts: asText("/", "shop", "a b/*:_+=.@-", "v".repeat(200)),
  refuses: [".", "..", "a\\b", "a%b", `\${x}`, "v".repeat(201)],
  refusesInContext: [""],
};
const keyArn: Rule = {
  allowed: "the ARN of a KMS key, not of an alias",
  accepts: asText(
    "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab",
    "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-1234abcd12ab4cde8def1234567890ab",
  ),
  refuses: [
    "1234abcd-12ab-4cde-8def-1234567890ab",
    "alias/state",
    "arn:aws:kms:eu-west-1:123456789012:alias/state",
    "arn:aws:kms:eu-west-1:1:key/1234abcd-12ab-4cde-8def-1234567890ab",
    "arn:aws:kms:eu-west-1:123456789012:key/1a2b",
  ],
};
const brokerId = "b-1234a5b6-78cd-901e-2fab-3c45d6e17819";
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ours/admin-AbCdEf";
const region: Rule = {
  allowed: "an AWS Region such as `eu-west-1`",
  accepts: asText("us-east-1", "us-gov-west-1", "cn-northwest-1", "eusc-de-east-1", "us-iso-east-1"),
  refuses: ["eu-west", "EU-WEST-1", "eu-west-1a", "eu-west-1\n", "eu_west_1"],
  refusesInContext: [1, ["us-east-1"]],
};

const rules: Record<SettingKey, Rule> = {
  region,
  unlistedRegions: {
    allowed:
      "a list without repetition, each item an AWS Region such as `eu-west-1` (in a variable: separated by commas)",
    accepts: [
      ["eu-east-1", ["eu-east-1"]],
      ["eu-east-1, ap-west-1", ["eu-east-1", "ap-west-1"]],
    ],
    refuses: ["Frankfurt", "eu-east-1,eu-east-1", "eu-east-1a"],
    refusesInContext: [[1]],
  },
  project: {
    allowed: "2 to 12 lower-case letters, digits and hyphens, beginning with a letter and not `sg` or `sg-`",
    accepts: asText("ab", "a1", "a-b", "p".repeat(12), "sgx"),
    refuses: ["a", "p".repeat(13), "Ab", "1a", "a-", "-a", "a_b", "sg", "sg-x"],
  },
  environment: {
    allowed: "2 to 10 lower-case letters, digits and hyphens, beginning with a letter",
    accepts: asText("ab", "prod", "e".repeat(10)),
    refuses: ["a", "e".repeat(11), "Prod", "1a", "a-", "a.b"],
  },
  tags: {
    allowed:
      "AWS tags: keys of 1-128 and values of 0-256 letters, digits, spaces and `_.:/=+-@`, no key twice or beginning with `aws:` (in a variable: `key=value` pairs separated by commas)",
    accepts: [
      ["team=orders", { team: "orders" }],
      [" team = orders , cost:center=42", { team: "orders", "cost:center": "42" }],
      ["empty=", { empty: "" }],
      [`${"k".repeat(128)}=${"v".repeat(256)}`, { ["k".repeat(128)]: "v".repeat(256) }],
      ["Größe=Œuvre", { Größe: "Œuvre" }],
    ],
    refuses: [
      "team",
      "=x",
      " =x",
      "a=b=c",
      "a=1,a=2",
      "aws:x=1",
      "AWS:x=1",
      "a=$x",
      `${"k".repeat(129)}=`,
      `k=${"v".repeat(257)}`,
    ],
    refusesInContext: [{ a: 1 }, ["a"], { "aws:x": "1" }],
  },
  brokerEngineVersion: oneOf("3.13", "4.2", "4.3"),
  brokerInstanceType: {
    allowed:
      "an instance type such as `mq.m7g.large` (family m5 or m7g; Amazon MQ creates no RabbitMQ broker on mq.t3.micro)",
    accepts: asText("mq.m7g.medium", "mq.m7g.xlarge", "mq.m7g.16xlarge"),
    refuses: ["mq.t3.micro", "m7g.large", "mq.m7g", "mq.m7g.large.search"],
  },
  brokerDeploymentMode: oneOf("SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"),
  protectBroker: flag,
  brokerApplyImmediately: flag,
  brokerMaintenanceWindow: {
    allowed: "a day, a time of 24 hours and, if it is not UTC, a time zone, such as `SUNDAY 03:00 Europe/Berlin`",
    accepts: asText(
      "SUNDAY 03:00 Europe/Berlin",
      "MONDAY 00:00",
      "FRIDAY 23:59 UTC",
      "TUESDAY 12:30 America/Argentina/Buenos_Aires",
    ),
    refuses: [
      "SUNDAY",
      "Sunday 03:00",
      "SUNDAY 24:00",
      "SUNDAY 3:00",
      "SUNDAY 03:60",
      "SUNDAY 03:00 Europe/Bonn",
      "03:00",
    ],
    refusesInContext: [3, { dayOfWeek: "SUNDAY" }],
  },
  brokerConfiguration: {
    allowed:
      "lines `key = value`, no key twice, or the path of a `.conf` file that holds them (in `cdktf.json` also an object)",
    accepts: [
      ["heartbeat = 60", { heartbeat: "60" }],
      [
        "# Long batches.\n\nconsumer_timeout=3600000\r\n  heartbeat  =  120  \n",
        { consumer_timeout: "3600000", heartbeat: "120" },
      ],
    ],
    refuses: ["heartbeat", "heartbeat =", "= 60", "heartbeat = 60\nheartbeat = 90", "# nothing", "no-such-file.conf"],
    refusesInContext: [60, {}, ["heartbeat = 60"], { heartbeat: null }],
  },
  brokerGeneralLogs: flag,
  queue: {
    allowed: "1 to 200 letters, digits and `_.:-`, not beginning with `amq.`, not `.` or `..`",
    accepts: asText("q", "orders.eu:v1-a_b", "amqp", "q".repeat(200)),
    refuses: [".", "..", "amq.gen", "a b", "a/b", "a*", `\${x}`, "q".repeat(201)],
    refusesInContext: [""],
  },
  virtualHost,
  deliveryLimit: wholeNumber(1, 1000),
  exchange: {
    allowed: "1 to 200 letters, digits and `_.:-`",
    accepts: asText("shop", "amq.topic", "Shop:orders-1_a", "e".repeat(200)),
    refuses: ["a b", "a/b", `\${x}`, "e".repeat(201)],
    refusesInContext: [""],
    beside: { routingKeys: ["#"] },
  },
  exchangeType: oneOf("topic", "direct", "fanout"),
  routingKeys: {
    allowed:
      "a list without repetition, each item 1 to 200 characters without `,`, `${` and `%{`, such as `order.*` (in a variable: separated by commas)",
    accepts: [
      ["#", ["#"]],
      ["order.*, invoice.paid", ["order.*", "invoice.paid"]],
    ],
    refuses: ["a,,b", "a,a", `\${x}`, "k".repeat(201)],
    refusesInContext: [[""], [1]],
    beside: { exchange: "shop" },
  },
  mappingBatchSize: wholeNumber(1, 10_000),
  mappingBatchingWindowSeconds: wholeNumber(0, 300),
  mappingEnabled: flag,
  mappingFilters: {
    allowed:
      'a list of at most 10 patterns (5 where the quota is not raised), such as `[{"data":{"kind":["order"]}}]` (in a variable: as JSON)',
    accepts: [
      ['[{"data":{"kind":["order"]}}]', [{ data: { kind: ["order"] } }]],
      ["[]", []],
      [
        JSON.stringify(Array.from({ length: 10 }, () => ({ data: ["x"] }))),
        Array.from({ length: 10 }, () => ({ data: ["x"] })),
      ],
    ],
    refuses: ['{"data":["x"]}', '["x"]', "[{", JSON.stringify(Array.from({ length: 11 }, () => ({ data: ["x"] })))],
    refusesInContext: [{ data: ["x"] }, ["x"], [null]],
  },
  mappingUserConfigure: regularExpression,
  mappingUserWrite: regularExpression,
  mappingUserRead: regularExpression,
  listenerTimeoutSeconds: wholeNumber(1, 840),
  listenerMemoryMegabytes: wholeNumber(128, 10_240),
  listenerLogsBodies: flag,
  listenerUndecodableMessages: oneOf("fail", "set-aside", "hand-over"),
  listenerCode: {
    allowed: "`listener`, or `listeners/` and the name of a folder",
    accepts: asText("listener", "listeners/example"),
    refuses: ["topology", "listeners/", "listeners/../topology", "../listener", "listeners/Orders"],
    refusesInContext: [1],
  },
  listenerEnvironment: {
    allowed:
      "variables whose names are two or more letters, digits and `_`, beginning with a letter, and whose values are text without `${` and `%{`: an object, or the path of a `.json` file with one (in a variable also `NAME=value` pairs separated by commas)",
    accepts: [
      ["TABLE=orders", { TABLE: "orders" }],
      ["A1=, URL=https://example.com?a=b", { A1: "", URL: "https://example.com?a=b" }],
      ["lambda-src/listeners/example/environment.json", {}],
    ],
    refuses: ["TABLE", "1A=x", "A=x", "A_B=1,A_B=2", `TABLE=\${x}`, "no-such-file.json", "package.json"],
    refusesInContext: [{ TABLE: 1 }, ["TABLE=x"], 1],
  },
  listenerPolicyFile: {
    allowed: "the path of a `.json` file, from the project's folder on",
    accepts: asText("lambda-src/listeners/example/policy.json"),
    refuses: ["policy", "/policy.json", "a\\policy.json"],
    refusesInContext: [1],
  },
  listeners: {
    allowed:
      'a list of objects, each with a `name` of its own, of lower-case letters, digits and hyphens, beginning with a letter, such as `[{"name":"orders"}]` (in a variable: as JSON)',
    accepts: [["[]", []]],
    refuses: [
      "orders",
      "[{",
      '[{"queue":"orders"}]',
      '[{"name":"Orders"}]',
      '[{"name":"orders-"}]',
      '[{"name":"../orders"}]',
      '[{"name":"orders"},{"name":"orders"}]',
    ],
    refusesInContext: [["orders"], { name: "orders" }, [{ name: 1 }]],
  },
  logRetentionDays: wholeNumber(1, 3653),
  alarms: flag,
  alarmTopicArn: {
    allowed: "the ARN of an SNS topic, not of a FIFO one",
    accepts: asText("arn:aws:sns:us-east-1:123456789012:Team_alarms-1"),
    refuses: ["alarms", "arn:aws:sns:us-east-1:1:alarms", "arn:aws:sns:us-east-1:123456789012:alarms.fifo"],
    beside: { alarms: true },
  },
  alarmBacklogMessages: wholeNumber(1, 100_000_000),
  vpcCidr: {
    allowed:
      "an IPv4 range in CIDR notation, its network address first, with a prefix from /16 to /24, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or 198.18.0.0/15, which nobody has on the internet",
    accepts: asText(
      "10.0.0.0/16",
      "10.255.0.0/16",
      "172.16.0.0/20",
      "172.31.0.0/16",
      "192.168.7.0/24",
      "100.64.0.0/16",
      "100.127.255.0/24",
      "198.19.0.0/16",
    ),
    refuses: [
      "8.8.0.0/16",
      "11.0.0.0/16",
      "9.255.255.0/24",
      "172.15.255.0/24",
      "172.32.0.0/16",
      "192.169.0.0/16",
      "100.128.0.0/16",
      "127.0.0.0/16",
      "169.254.0.0/16",
      "224.0.0.0/16",
      "10.0.0.0/15",
      "10.0.0.0/25",
      "10.0.0.1/16",
      "10.0.0.0",
      "010.0.0.0/16",
      "10.0.0/16",
      "256.0.0.0/16",
      "fd00::/16",
    ],
  },
  availabilityZones: {
    allowed: "a list without repetition, each item a zone such as `eu-west-1a` (in a variable: separated by commas)",
    accepts: [
      ["us-east-1a", ["us-east-1a"]],
      ["us-east-1a, us-east-1b", ["us-east-1a", "us-east-1b"]],
    ],
    refuses: ["us-east-1", "us-east-1a,", "us-east-1a,us-east-1a", "us-east-1-bos-1a", "use1-az1"],
    refusesInContext: [[1], { a: 1 }],
  },
  natGateways: oneOf("one", "one-per-zone"),
  existingSubnets: {
    allowed:
      "a list without repetition, each item the id of a subnet such as `subnet-0a1b2c3d4e5f67890` (in a variable: separated by commas)",
    accepts: [["subnet-0a1b2c3d", ["subnet-0a1b2c3d"]]],
    refuses: ["subnet", "subnet-0a1b2c3d,subnet-0a1b2c3d", "vpc-0a1b2c3d", "subnet-0a1b2c3d4"],
    refusesInContext: [[1]],
  },
  existingVpc: {
    allowed: "the id of a VPC such as `vpc-0a1b2c3d4e5f67890`",
    accepts: [
      ["vpc-0a1b2c3d", "vpc-0a1b2c3d"],
      ["vpc-0a1b2c3d4e5f67890", "vpc-0a1b2c3d4e5f67890"],
    ],
    refuses: ["vpc", "subnet-0a1b2c3d", "vpc-0a1b2c3d4", "vpc-0A1B2C3D", "main"],
    beside: { existingSubnetTags: { Tier: "private" } },
    refusesInContext: [1, ["vpc-0a1b2c3d"]],
  },
  existingSubnetTags: {
    allowed:
      "AWS tags: keys of 1-128 and values of 0-256 letters, digits, spaces and `_.:/=+-@`, no key twice or beginning with `aws:` (in a variable: `key=value` pairs separated by commas)",
    accepts: [
      ["Tier=private", { Tier: "private" }],
      ["Tier=private,team=orders", { Tier: "private", team: "orders" }],
    ],
    refuses: ["Tier", "=private", "Tier=private,Tier=public", "Tier=pri*", "aws:cloudformation:logical-id=Subnet"],
    refusesInContext: [["Tier"], { Tier: 1 }],
    beside: { existingVpc: "vpc-0a1b2c3d" },
  },
  existingEndpoints: {
    allowed:
      "a list without repetition, each item one of `sts`, `secretsmanager`, `lambda` (in a variable: separated by commas)",
    accepts: [
      ["sts", ["sts"]],
      ["lambda,sts,secretsmanager", ["lambda", "sts", "secretsmanager"]],
    ],
    refuses: ["s3", "sts,sts", "sts lambda"],
    refusesInContext: [[1]],
  },
  existingBroker: {
    allowed: "the id of a broker such as `b-1234a5b6-78cd-901e-2fgh-3i45j6k17819`, or its ARN",
    accepts: asText(brokerId, `arn:aws:mq:us-east-1:123456789012:broker:Orders_1:${brokerId}`),
    refuses: [
      "orders",
      "b-1234",
      `${brokerId} `,
      `arn:aws:mq:us-east-1:1:broker:orders:${brokerId}`,
      `arn:aws:mq:us-east-1:123456789012:configuration:${brokerId}`,
    ],
    refusesInContext: [1, [brokerId]],
    beside: { existingBrokerSecret: secretArn },
  },
  existingBrokerSecret: {
    allowed: "the whole ARN of a secret in Secrets Manager, with its six characters at the end",
    accepts: asText(secretArn),
    refuses: ["ours/admin", "arn:aws:secretsmanager:us-east-1:123456789012:secret:admin", `${secretArn}/x y`],
    beside: { existingBroker: brokerId },
  },
  existingBrokerSecretKey: {
    ...keyArn,
    accepts: asText("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab"),
    beside: { existingBroker: brokerId, existingBrokerSecret: secretArn },
  },
  existingBrokerConnectivity: oneOf("endpoints", "nat", "public"),
  existingBrokerVirtualHost: {
    ...virtualHost,
    beside: { existingBroker: brokerId, existingBrokerSecret: secretArn },
  },
  skipConnectivityCheck: flag,
  stateBackend: { ...oneOf("local", "s3", "cloud"), accepts: asText("local") },
  stateBucket: {
    allowed: "3 to 63 lower-case letters, digits and hyphens",
    accepts: asText("abc", "our-state-1", "b".repeat(63)),
    refuses: ["ab", "b".repeat(64), "Our-state", "our.state", "-abc", "abc-", "xn--abc"],
  },
  stateBucketRegion: region,
  stateKmsKeyArn: keyArn,
  stateOrganization: {
    allowed: "3 to 40 letters, digits, `_` and `-`",
    accepts: asText("our", "Our_organization-1", "o".repeat(40)),
    refuses: ["ou", "o".repeat(41), "our organization", "our.org"],
  },
  stateHostname: {
    allowed: "a host name",
    accepts: asText("tfe.example.com", "localhost:8443"),
    refuses: ["https://tfe.example.com", "tfe example", "tfe/app"],
  },
  stateProject: {
    allowed: "3 to 40 letters, digits, spaces, `_` and `-`",
    accepts: asText("our", "Our project_1-a", "p".repeat(40)),
    refuses: ["pr", "p".repeat(41), "our/project"],
  },
  hcpOidcProvider: {
    ...oneOf("new", "existing"),
    beside: { stateBackend: "cloud", stateOrganization: "our-organization" },
  },
  runTask: flag,
  runTaskUnknown: oneOf("fail", "pass"),
  runTaskAssume: {
    allowed:
      "a list without repetition, each item a fact such as `data.aws_vpc.default:dns-support`, without `${` and `%{` (in a variable: separated by commas)",
    accepts: [
      ["data.aws_vpc.v:dns-support", ["data.aws_vpc.v:dns-support"]],
      ['module.a["b"].aws_vpc.c:x, y:z', ['module.a["b"].aws_vpc.c:x', "y:z"]],
    ],
    refuses: [`\${x}:y`, "a%{x}", "a b", "a,a"],
    refusesInContext: [[1], ["a,b"]],
  },
  githubRepository: {
    allowed: "OWNER/REPOSITORY",
    accepts: asText("acme/orders", "A-1/a.b_c-d", "o/.github", `o/${"r".repeat(100)}`),
    refuses: [
      "orders",
      "acme/orders/x",
      "-a/b",
      "a-/b",
      "a--b/c",
      "a/..",
      "a/b c",
      "https://github.com/a/b",
      "a/*",
      "a/b:c",
    ],
  },
  githubRepositoryIds: {
    allowed: "OWNER_ID/REPOSITORY_ID",
    accepts: asText("1/2", "123456789/987654321"),
    refuses: ["1", "0/1", "1/02", "a/b", "1/*"],
  },
  githubBranch: {
    allowed: "the name of a branch, of letters, digits and `._/@-`",
    accepts: asText("main", "release/1.x", "b".repeat(200)),
    refuses: ["refs heads", "a..b", "/a", "a/", "*", "a:b", "a@{b"],
  },
  githubEnvironment: {
    allowed: "1 to 255 letters, digits, spaces and `._-`, beginning with a letter or digit",
    accepts: asText("production", "eu west.1", "e".repeat(255)),
    refuses: ["-a", "a:b", "a/b", "e".repeat(256), "*"],
  },
  githubOidcProvider: oneOf("new", "existing"),
  planBucket: {
    allowed: "3 to 63 lower-case letters, digits and hyphens",
    accepts: asText("our-plans", "b".repeat(63)),
    refuses: ["pb", "b".repeat(64), "our.plans", "-b", "Our"],
  },
  planRetentionDays: wholeNumber(1, 90),
  pipelineStacks: {
    allowed:
      "a list without repetition, each item the id of an option such as `option-4-isolated` (in a variable: separated by commas)",
    accepts: [
      ["option-4-isolated", ["option-4-isolated"]],
      ["option-4-isolated, option-1-public-broker", ["option-4-isolated", "option-1-public-broker"]],
    ],
    refuses: ["Option-4", "../x", "a,a", "a b"],
    refusesInContext: [[1]],
  },
};

const keys = Object.keys(rules) as SettingKey[];

test("every setting has its rules here, in the order of the catalogue", () => {
  expect(keys).toEqual(Object.keys(settingsCatalogue));
});

describe.each(keys)("%s", (key) => {
  const { allowed, accepts, refuses, refusesInContext = [], beside = {} } = rules[key];

  test.each(accepts)("takes %j", (text, value) => {
    expect(readSettings({ [variableOf(key)]: text }, beside)[key]).toEqual(value);
    expect(readSettings({}, { ...beside, [key]: value })[key]).toEqual(value);
  });

  test.each(refuses)("refuses %j", (text) => {
    expect(violationsOf({ [variableOf(key)]: text }, {})).toEqual([message(key, variableOf(key), text, allowed)]);
  });

  test.each([...refusesInContext, {}].map((value) => ({ value })))("refuses $value in cdktf.json", ({ value }) => {
    const isFine =
      ["tags", "listenerEnvironment", "existingSubnetTags"].includes(key) && JSON.stringify(value) === "{}";
    expect(violationsOf({}, { [key]: value })).toEqual(
      isFine ? [] : [message(key, "settings in cdktf.json", value, allowed)],
    );
  });
});

test.each([
  ["brokerEngineVersion", 4.2],
  ["queue", 5],
  ["mappingUserRead", 1],
  ["virtualHost", true],
] as const)("%s: %j in cdktf.json, where text is meant, wants quotes", (key, value) => {
  const { source } = settingsCatalogue[key];
  expect(violationsOf({}, { [key]: value })).toEqual([
    `${key} (settings in cdktf.json) is the ${typeof value} ${value}: it must be text, ${rules[key].allowed}. Write "${value}", in quotes. See ${source}`,
  ]);
  expect(violationsOf({}, { [key]: String(value) })).toEqual([]);
});

/** The whole text of the error. */
function message(key: SettingKey, from: string, value: unknown, allowed: string): string {
  const { default: defaultValue, source } = settingsCatalogue[key] as Setting<unknown>;
  const unset = defaultValue === undefined ? "leave it unset" : `leave it unset for ${JSON.stringify(defaultValue)}`;
  const see = source === undefined ? "" : ` See ${source}`;
  return `${key} (${from}) is ${JSON.stringify(value)}: it must be ${allowed}. Correct it or ${unset}.${see}`;
}

function violationsOf(environment: Record<string, string>, context: unknown): readonly string[] {
  try {
    readSettings(environment, context);
    return [];
  } catch (error) {
    return (error as SettingsError).violations;
  }
}
