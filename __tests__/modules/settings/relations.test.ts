import { readSettings, type SettingsError } from "../../../modules/settings";

function violationsOf(context: Record<string, unknown>): readonly string[] {
  try {
    readSettings({}, context);
    return [];
  } catch (error) {
    return (error as SettingsError).violations;
  }
}

describe("brokerEngineVersion and brokerInstanceType", () => {
  test.each([
    ["3.13", "mq.m5.large"],
    ["3.13", "mq.m7g.medium"],
    ["4.2", "mq.m7g.large"],
    ["4.3", "mq.m7g.16xlarge"],
  ])("RabbitMQ %s runs on %s", (brokerEngineVersion, brokerInstanceType) => {
    expect(violationsOf({ brokerEngineVersion, brokerInstanceType })).toEqual([]);
  });

  test.each(["4.2", "4.3"])("RabbitMQ %s does not run on mq.m5", (brokerEngineVersion) => {
    expect(violationsOf({ brokerEngineVersion, brokerInstanceType: "mq.m5.large" })).toEqual([
      `brokerInstanceType is "mq.m5.large": RabbitMQ ${brokerEngineVersion} runs on mq.m7g only. ` +
        "Choose a type of such a family. See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rmq-broker-instance-types.html",
    ]);
  });

  test("is not said of a value that is wrong by itself", () => {
    expect(violationsOf({ brokerEngineVersion: "4.2.1", brokerInstanceType: "mq.m5.large" })).toEqual([
      expect.stringMatching(/^brokerEngineVersion /),
    ]);
  });
});

describe.each(["region", "stateBucketRegion"] as const)("%s is a Region that exists", (key) => {
  const instead = (region: string, meant: string) =>
    `${key} is "${region}": AWS has no such Region. ${meant}; ` +
    "if AWS has opened it since this release, name it in unlistedRegions (MQESM_UNLISTED_REGIONS) too. " +
    "See https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html";

  test.each([
    ["eu-west-9", "Perhaps eu-west-1, eu-west-2, eu-west-3 is meant"],
    ["us-eats-1", "Perhaps us-east-1 is meant"],
    ["mars-north-1", "Correct it"],
  ])("%s does not", (region, meant) => {
    expect(violationsOf({ [key]: region })).toEqual([instead(region, meant)]);
  });

  test("one that this release does not know is named twice", () => {
    expect(violationsOf({ [key]: "eu-west-9", unlistedRegions: ["eu-west-9"] })).toEqual([]);
    expect(violationsOf({ [key]: "eu-west-9", unlistedRegions: ["eu-west-8"] })).toEqual([
      instead("eu-west-9", "Perhaps eu-west-1, eu-west-2, eu-west-3 is meant"),
    ]);
  });
});

describe("a broker that exists", () => {
  const existingBroker = "arn:aws:mq:us-east-1:123456789012:broker:orders:b-1234a5b6-78cd-901e-2fab-3c45d6e17819";
  const existingBrokerSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:admin-AbCdEf";
  const existingBrokerSecretKey = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab";
  const all = { existingBroker, existingBrokerSecret, existingBrokerSecretKey, existingBrokerVirtualHost: "/" };

  test("is named, with who may declare queues there", () => {
    expect(violationsOf(all)).toEqual([]);
  });

  test("without an administrator nothing can be declared", () => {
    expect(violationsOf({ existingBroker })).toEqual([
      `existingBroker is "${existingBroker}", and nobody may declare queues and users there. ` +
        'Set existingBrokerSecret (MQESM_EXISTING_BROKER_SECRET) to the ARN of a secret with the broker\'s administrator: {"username": ..., "password": ...}. ' +
        "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements-user.html",
    ]);
  });

  test.each(Object.entries(all).filter(([key]) => key !== "existingBroker"))("%s is of a broker", (key, value) => {
    expect(violationsOf({ [key]: value })).toEqual([
      `${key} is "${value}", and there is no existingBroker that it would be of. Set existingBroker (MQESM_EXISTING_BROKER), or leave it unset.`,
    ]);
  });

  test("is in the Region of the stacks, and so are its secret and key; an id says no Region", () => {
    const elsewhere = (key: keyof typeof all, why: string) =>
      `${key} is "${all[key]}", and the stacks are for the Region "eu-west-1": ${why}. ` +
      'Name one there, or set region (MQESM_REGION) to "us-east-1".';
    expect(violationsOf({ ...all, region: "eu-west-1" })).toEqual([
      elsewhere("existingBroker", "a mapping and its broker are in one Region"),
      elsewhere("existingBrokerSecret", "the topology function reads it in its own Region"),
      elsewhere("existingBrokerSecretKey", "Secrets Manager encrypts with keys of its own Region"),
    ]);
    const id = existingBroker.slice(existingBroker.lastIndexOf(":") + 1);
    const ofSecret = { existingBrokerSecret: existingBrokerSecret.replace("us-east-1", "eu-west-1") };
    expect(violationsOf({ existingBroker: id, ...ofSecret, region: "eu-west-1" })).toEqual([]);
  });
});

describe("brokerConfiguration", () => {
  const guide = "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configurable-values.html";
  const keys =
    "consumer_timeout, heartbeat, management.restrictions.operator_policy_changes.disabled, " +
    "quorum_queue.property_equivalence.relaxed_checks_on_redeclaration, secure.management.http.headers.enabled, " +
    "connection_max, channel_max_per_node, cluster_queue_limit, vhost_max, runtime_parameters.limits.shovel, " +
    "cluster_exchange_limit, consumer_max_per_channel, max_message_size";

  test.each([
    { heartbeat: 60, consumer_timeout: 0 },
    { heartbeat: 3600, consumer_timeout: 2_147_483_647 },
    {
      "secure.management.http.headers.enabled": true,
      "management.restrictions.operator_policy_changes.disabled": "false",
    },
    { connection_max: 1, "runtime_parameters.limits.shovel": 10 },
  ])("%j", (brokerConfiguration) => {
    expect(violationsOf({ brokerConfiguration })).toEqual([]);
  });

  test.each([
    [{ heartbeat: 59 }, "heartbeat is 59 and must be a whole number from 60 to 3600 seconds"],
    [{ heartbeat: 3601 }, "heartbeat is 3601 and must be a whole number from 60 to 3600 seconds"],
    [
      { consumer_timeout: 2_147_483_648 },
      "consumer_timeout is 2147483648 and must be a whole number from 0 to 2147483647 milliseconds, 0 for none",
    ],
    [
      { "secure.management.http.headers.enabled": "yes" },
      "secure.management.http.headers.enabled is yes and must be true or false",
    ],
    [{ connection_max: 0 }, "connection_max is 0 and must be a whole number from 1 on"],
    [{ vm_memory_high_watermark: 0.4 }, `vm_memory_high_watermark is none that can be set: ${keys}`],
    [{ "auth_backends.1": "oauth2" }, `auth_backends.1 is none that can be set: ${keys}`],
    [{ constructor: 1 }, `constructor is none that can be set: ${keys}`],
    [
      { heartbeat: 1, connection_max: "many" },
      "heartbeat is 1 and must be a whole number from 60 to 3600 seconds; connection_max is many and must be a whole number from 1 on",
    ],
  ])("%j", (brokerConfiguration, clauses) => {
    expect(violationsOf({ brokerConfiguration })).toEqual([
      `brokerConfiguration is not what Amazon MQ takes: ${clauses}. Correct or remove what is wrong. ${guide}`,
    ]);
  });

  test("limits can be set on RabbitMQ 4 only", () => {
    expect(violationsOf({ brokerConfiguration: { vhost_max: 5, heartbeat: 60 }, brokerEngineVersion: "3.13" })).toEqual(
      [
        "brokerConfiguration is not what Amazon MQ takes: vhost_max can be set on RabbitMQ 4 only, and brokerEngineVersion is 3.13. " +
          `Correct or remove what is wrong. ${guide}`,
      ],
    );
  });

  test("RabbitMQ takes no message back while the listener still has it", () => {
    const listenerTimeoutSeconds = 300;
    expect(violationsOf({ brokerConfiguration: { consumer_timeout: 300_001 }, listenerTimeoutSeconds })).toEqual([]);
    expect(violationsOf({ brokerConfiguration: { consumer_timeout: 300_000 }, listenerTimeoutSeconds })).toEqual([
      "brokerConfiguration sets consumer_timeout to 300000 milliseconds: RabbitMQ would take messages back while the listener still has them, for listenerTimeoutSeconds is 300. " +
        "Set it to more than 300000. See https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout",
    ]);
  });
});

describe("mappingFilters", () => {
  test.each([
    [{ data: ["plain text"] }],
    [{ data: { kind: ["order", null, 5, true], nested: { size: [{ numeric: [">", 5, "<=", 10] }] } } }],
    [{ data: { a: [{ exists: false }], b: [{ prefix: "x" }], c: [{ "anything-but": ["y", 1] }] } }],
    [{ data: { a: [{ "anything-but": "y" }] } }],
    [{ data: ["x".repeat(4096 - 13)] }],
  ])("%j", (filter) => {
    expect(violationsOf({ mappingFilters: [filter] })).toEqual([]);
  });

  const operators =
    "it must be a text, a number, true, false, null, or one of the operators that work for Amazon MQ, exists, prefix, anything-but, numeric";

  test.each([
    [
      { basicProperties: { type: ["x"] } },
      "0.basicProperties is no key that an Amazon MQ mapping filters on: only data is; 0 has no key data",
    ],
    [{ data: "x" }, '0.data is "x": it must be a list of rules, or an object of such lists'],
    [{ data: [] }, "0.data is an empty list, which matches nothing"],
    [{ data: { a: {} } }, "0.data.a is an empty object, which matches nothing"],
    [{ data: { $or: [{ a: ["x"] }, { b: ["y"] }] } }, "0.data.$or does not work for Amazon MQ"],
    [{ data: { a: [{ suffix: "x" }] } }, `0.data.a.0 is {"suffix":"x"}: ${operators}`],
    [{ data: { a: [{ "equals-ignore-case": "x" }] } }, `0.data.a.0 is {"equals-ignore-case":"x"}: ${operators}`],
    [{ data: { a: [{}] } }, `0.data.a.0 is {}: ${operators}`],
    [{ data: { a: [["x"]] } }, `0.data.a.0 is ["x"]: ${operators}`],
    [{ data: { a: [{ exists: "yes" }] } }, '0.data.a.0 gives exists an operand that it does not take: "yes"'],
    [
      { data: { a: [{ numeric: ["=", "5"] }] } },
      '0.data.a.0 gives numeric an operand that it does not take: ["=","5"]',
    ],
    [{ data: { a: [{ numeric: ["!", 5] }] } }, '0.data.a.0 gives numeric an operand that it does not take: ["!",5]'],
    [{ data: { a: [{ "anything-but": [] }] } }, "0.data.a.0 gives anything-but an operand that it does not take: []"],
    [{ data: [`\${x}`] }, "0 holds ${ or %{, which Terraform takes for its own"],
    [{ data: ["x".repeat(4096 - 12)] }, "0 is 4097 characters long: at most 4096 are taken"],
  ])("%j", (filter, clauses) => {
    expect(violationsOf({ mappingFilters: [filter] })).toEqual([
      `mappingFilters is not what a mapping on Amazon MQ takes: ${clauses}. Correct it: a message that matches no filter is lost. ` +
        "See https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html",
    ]);
  });
});

describe("tags", () => {
  test.each([{ team: "orders" }, { Project: "ours", Environment: "ours" }])("%j", (tags) => {
    expect(violationsOf({ tags })).toEqual([]);
  });

  test("IAM takes one of keys that differ only in case, and some keys are there already", () => {
    expect(violationsOf({ tags: { environment: "x", team: "a", TEAM: "b" } })).toEqual([
      'tags is {"environment":"x","team":"a","TEAM":"b"}: with the tags that everything has, it makes Environment and environment, and team and TEAM, ' +
        "and a role takes one of keys that differ only in case. " +
        "Spell each key in one way. See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
    ]);
  });
});

describe("availabilityZones", () => {
  test.each([
    { zones: 1, mode: "SINGLE_INSTANCE" },
    { zones: 3, mode: "SINGLE_INSTANCE" },
    { zones: 2, mode: "CLUSTER_MULTI_AZ" },
    { zones: 3, mode: "CLUSTER_MULTI_AZ" },
  ])("$zones serve $mode", ({ zones, mode }) => {
    expect(violationsOf({ availabilityZones: named(zones), brokerDeploymentMode: mode })).toEqual([]);
  });

  test("one does not serve a cluster", () => {
    expect(violationsOf({ availabilityZones: named(1), brokerDeploymentMode: "CLUSTER_MULTI_AZ" })).toEqual([
      'availabilityZones is ["us-east-1a"]: a CLUSTER_MULTI_AZ broker needs subnets in at least two zones. ' +
        "Name two or three, or leave it unset. See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html",
    ]);
  });

  test.each([0, 4])("%d are too few or too many", (zones) => {
    expect(violationsOf({ availabilityZones: named(zones) })).toEqual([
      `availabilityZones is ${JSON.stringify(named(zones))}: one to three zones are used. Name up to three, or leave it unset.`,
    ]);
  });

  test("are of the Region", () => {
    expect(violationsOf({ availabilityZones: ["us-east-1a"], region: "eu-west-1" })).toEqual([
      'availabilityZones is ["us-east-1a"]: each zone must be one of the Region "eu-west-1". ' +
        "Name zones such as eu-west-1a, or set region (MQESM_REGION).",
    ]);
  });

  function named(count: number): string[] {
    return ["a", "b", "c", "d"].slice(0, count).map((letter) => `us-east-1${letter}`);
  }
});

describe("logRetentionDays", () => {
  test.each([1, 3, 30, 365, 400, 3653])("%d", (logRetentionDays) => {
    expect(violationsOf({ logRetentionDays })).toEqual([]);
  });

  test.each([2, 31, 366, 3652])("%d is unknown to CloudWatch Logs", (logRetentionDays) => {
    expect(violationsOf({ logRetentionDays })).toEqual([
      `logRetentionDays is ${logRetentionDays}: CloudWatch Logs knows only 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. ` +
        "Choose one of them. See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    ]);
  });
});

describe("state backends and what they need", () => {
  test.each([
    { stateBackend: "local" },
    { stateBackend: "local", stateBucket: "our-state", stateOrganization: "ours" },
    { stateBackend: "s3", stateBucket: "our-state" },
    { stateBackend: "cloud", stateOrganization: "ours" },
  ])("%j", (given) => {
    expect(violationsOf(given)).toEqual([]);
  });

  test("s3 without a bucket", () => {
    expect(violationsOf({ stateBackend: "s3" })).toEqual([
      'stateBackend is "s3": it needs a bucket. Set stateBucket (MQESM_STATE_BUCKET); the stack state-bucket creates one. ' +
        "See https://developer.hashicorp.com/terraform/language/backend/s3",
    ]);
  });

  test("cloud without an organization", () => {
    expect(violationsOf({ stateBackend: "cloud" })).toEqual([
      'stateBackend is "cloud": it needs an organization. Set stateOrganization (MQESM_STATE_ORGANIZATION, or TF_CLOUD_ORGANIZATION). ' +
        "See https://developer.hashicorp.com/terraform/cli/cloud/settings",
    ]);
  });
});

describe("roles for HCP Terraform", () => {
  const given = { hcpOidcProvider: "new", stateBackend: "cloud", stateOrganization: "ours" };

  test("for the workspaces of the cloud backend, on HCP Terraform or on a host of one's own", () => {
    expect(violationsOf(given)).toEqual([]);
    expect(violationsOf({ ...given, stateHostname: "tfe.example.com" })).toEqual([]);
  });

  test.each([{ stateBackend: "local" }, { stateBackend: "s3", stateBucket: "our-state" }])(
    "without workspaces: %j",
    (other) => {
      expect(violationsOf({ ...given, ...other })).toEqual([
        `hcpOidcProvider is "new", and stateBackend is "${other.stateBackend}": the roles are for the runs of HCP Terraform's workspaces, which the backend "cloud" names. ` +
          "Set stateBackend (MQESM_STATE_BACKEND) to cloud, or leave hcpOidcProvider unset.",
      ]);
    },
  );

  test("on a port, which AWS asks no keys at", () => {
    expect(violationsOf({ ...given, stateHostname: "tfe.example.com:8443" })).toEqual([
      'stateHostname is "tfe.example.com:8443": AWS takes no identity provider with a port. Give Terraform Enterprise a host name that answers on port 443, or leave hcpOidcProvider unset. ' +
        "See https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
    ]);
  });
});

describe("alarms", () => {
  const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:alarms";

  test("a topic without alarms", () => {
    expect(violationsOf({ alarmTopicArn })).toEqual([
      `alarmTopicArn is "${alarmTopicArn}", and there are no alarms that would go there. Set alarms (MQESM_ALARMS) to true, or leave it unset.`,
    ]);
  });

  test("a topic in another Region", () => {
    expect(violationsOf({ alarms: true, alarmTopicArn })).toEqual([]);
    expect(violationsOf({ alarms: true, alarmTopicArn, region: "eu-west-1" })).toEqual([
      `alarmTopicArn is "${alarmTopicArn}": alarms reach topics of their own Region only, and that is "eu-west-1". ` +
        "Name a topic there. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    ]);
  });

  test("names that are too long for what a workflow's role may do", () => {
    const long = { githubRepository: "acme/orders", project: "p".repeat(8), environment: "e".repeat(7) };
    expect(violationsOf(long)).toEqual([]);
    expect(violationsOf({ ...long, alarms: true, environment: "e".repeat(6) })).toEqual([]);
    expect(violationsOf({ ...long, alarms: true })).toEqual([
      `project is "${long.project}" and environment is "${long.environment}": with alarms, what a workflow's role may do fits into its policies where both have 14 characters together at most. ` +
        "Shorten one, or do without alarms. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    ]);
  });
});

describe("existingSubnets", () => {
  const one = ["subnet-0a1b2c3d"];
  const two = [...one, "subnet-0a1b2c3e"];
  const guide = "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html";

  test("as many as the deployment mode takes", () => {
    expect(violationsOf({ existingSubnets: one })).toEqual([]);
    expect(violationsOf({ existingSubnets: two, brokerDeploymentMode: "CLUSTER_MULTI_AZ" })).toEqual([]);
    expect(violationsOf({ existingSubnets: two })).toEqual([
      `existingSubnets is ${JSON.stringify(two)}: a SINGLE_INSTANCE broker takes exactly one. Name as many, or set brokerDeploymentMode. ${guide}`,
    ]);
    expect(violationsOf({ existingSubnets: one, brokerDeploymentMode: "CLUSTER_MULTI_AZ" })).toEqual([
      `existingSubnets is ${JSON.stringify(one)}: a CLUSTER_MULTI_AZ broker takes two or more, in different zones. Name as many, or set brokerDeploymentMode. ${guide}`,
    ]);
  });

  test("are in zones already", () => {
    expect(violationsOf({ existingSubnets: one, availabilityZones: ["us-east-1a"] })).toEqual([
      'availabilityZones is ["us-east-1a"], and existingSubnets are in zones already. Leave one of them unset.',
    ]);
  });
});

describe("existingVpc", () => {
  const chosen = { existingVpc: "vpc-0a1b2c3d", existingSubnetTags: { Tier: "private" } };

  test.each(["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"])("and tags choose the subnets of a %s", (brokerDeploymentMode) => {
    expect(violationsOf({ ...chosen, brokerDeploymentMode })).toEqual([]);
  });

  test("says nothing without tags, nor tags without it", () => {
    expect(violationsOf({ existingVpc: "vpc-0a1b2c3d" })).toEqual([
      'existingVpc is "vpc-0a1b2c3d": which of its subnets the broker is placed in, tags say. Set existingSubnetTags (MQESM_EXISTING_SUBNET_TAGS) to tags that they have, or name them in existingSubnets instead.',
    ]);
    expect(violationsOf({ existingSubnetTags: { Tier: "private" } })).toEqual([
      'existingSubnetTags is {"Tier":"private"}: tags choose subnets of a VPC, and existingVpc is unset. Set existingVpc (MQESM_EXISTING_VPC), or leave both unset.',
    ]);
  });

  test("or existingSubnets, not both", () => {
    expect(violationsOf({ ...chosen, existingSubnets: ["subnet-0a1b2c3d"] })).toEqual([
      'existingVpc is "vpc-0a1b2c3d" and existingSubnets is ["subnet-0a1b2c3d"]: either names the subnets. Leave one of them unset.',
    ]);
  });

  test("has subnets that are in zones already", () => {
    expect(violationsOf({ ...chosen, availabilityZones: ["us-east-1a"] })).toEqual([
      'availabilityZones is ["us-east-1a"], and the subnets of existingVpc are in zones already. Leave one of them unset.',
    ]);
  });
});
