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
