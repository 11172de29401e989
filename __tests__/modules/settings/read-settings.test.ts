import { Mistake } from "../../../modules/mistake";
import { readSettings, SettingsError } from "../../../modules/settings";

/** Every violation that some settings have. */
function violationsOf(environment: Record<string, string>, context?: unknown): readonly string[] {
  try {
    readSettings(environment, context);
    return [];
  } catch (error) {
    return (error as SettingsError).violations;
  }
}

describe("what wins", () => {
  test("nothing given: the defaults", () => {
    expect(readSettings({}, undefined)).toMatchObject({
      region: "us-east-1",
      project: "mqesm",
      environment: "dev",
      tags: {},
      brokerEngineVersion: "4.2",
      brokerInstanceType: "mq.m7g.medium",
      brokerDeploymentMode: "SINGLE_INSTANCE",
      queue: "messages",
      virtualHost: "/",
      deliveryLimit: 20,
      mappingBatchSize: 100,
      mappingBatchingWindowSeconds: undefined,
      mappingEnabled: true,
      vpcCidr: "10.0.0.0/16",
      availabilityZones: undefined,
      natGateways: "one",
      existingEndpoints: [],
      stateBackend: "local",
      stateHostname: "app.terraform.io",
    });
  });

  test("context over the default", () => {
    expect(readSettings({}, { mappingBatchSize: 10 }).mappingBatchSize).toBe(10);
  });

  test("environment over context", () => {
    expect(readSettings({ MQESM_MAPPING_BATCH_SIZE: "7" }, { mappingBatchSize: 10 }).mappingBatchSize).toBe(7);
  });

  test("an empty variable counts as unset", () => {
    expect(readSettings({ MQESM_MAPPING_BATCH_SIZE: "" }, { mappingBatchSize: 10 }).mappingBatchSize).toBe(10);
    expect(readSettings({ MQESM_MAPPING_BATCH_SIZE: "" }, {}).mappingBatchSize).toBe(100);
  });

  test("a bad value that another one overrides does no harm", () => {
    expect(readSettings({ MQESM_MAPPING_BATCH_SIZE: "7" }, { mappingBatchSize: 0 }).mappingBatchSize).toBe(7);
  });

  test.each([
    [
      "own variable",
      { MQESM_STATE_ORGANIZATION: "own", TF_CLOUD_ORGANIZATION: "terraforms" },
      { stateOrganization: "context" },
      "own",
    ],
    ["context", { TF_CLOUD_ORGANIZATION: "terraforms" }, { stateOrganization: "context" }, "context"],
    ["Terraform's variable", { TF_CLOUD_ORGANIZATION: "terraforms" }, {}, "terraforms"],
    ["nothing", { TF_CLOUD_ORGANIZATION: "" }, {}, undefined],
  ])("Terraform's own variables come after this project's: %s", (_, environment, context, expected) => {
    expect(readSettings(environment, context).stateOrganization).toBe(expected);
  });

  test.each([
    ["TF_CLOUD_HOSTNAME", "stateHostname"],
    ["TF_CLOUD_PROJECT", "stateProject"],
  ] as const)("%s is honoured", (variable, key) => {
    expect(readSettings({ [variable]: "given" }, {})[key]).toBe("given");
  });

  test("other programs' variables are none of our business", () => {
    expect(violationsOf({ PATH: "/bin", MQ: "1", AWS_PROFILE: "ours" })).toEqual([]);
  });

  test.each([
    ["AWS_REGION", { AWS_REGION: "eu-west-1" }],
    ["AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "eu-west-1" }],
    ["both alike", { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" }],
    ["both like the setting", { MQESM_REGION: "eu-west-1", AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" }],
    ["an empty one", { MQESM_REGION: "eu-west-1", AWS_REGION: "" }],
  ])("AWS's own variables give the Region where nothing of this project does: %s", (_, environment) => {
    expect(readSettings(environment, {}).region).toBe("eu-west-1");
  });

  test("AWS's own variables never say otherwise than the setting", () => {
    const refusal = (name: string, value: string, from: string) =>
      `${name} is "${value}", and region (${from}) is "eu-west-1": the AWS CLI would look in one Region, and Terraform deploy to the other. ` +
      `Unset ${name}, or give both the same value.`;
    expect(
      violationsOf({ MQESM_REGION: "eu-west-1", AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-2" }),
    ).toEqual([
      refusal("AWS_REGION", "us-east-1", "MQESM_REGION"),
      refusal("AWS_DEFAULT_REGION", "us-east-2", "MQESM_REGION"),
    ]);
    expect(violationsOf({ AWS_REGION: "us-east-1" }, { region: "eu-west-1" })).toEqual([
      refusal("AWS_REGION", "us-east-1", "settings in cdktf.json"),
    ]);
    expect(violationsOf({ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" })).toEqual([
      refusal("AWS_DEFAULT_REGION", "us-east-1", "AWS_REGION"),
    ]);
  });
});

describe("what there is not", () => {
  test.each([
    ["batchSize", "batchSize (settings in cdktf.json) is no setting. Remove it; the README lists all settings."],
    [
      "mappingBatch",
      "mappingBatch (settings in cdktf.json) is no setting. Remove it, or write mappingBatchSize if that was meant.",
    ],
    ["Region", "Region (settings in cdktf.json) is no setting. Remove it, or write region if that was meant."],
    // Names that every object has.
    ["constructor", "constructor (settings in cdktf.json) is no setting. Remove it; the README lists all settings."],
    ["toString", "toString (settings in cdktf.json) is no setting. Remove it; the README lists all settings."],
    ["__proto__", "__proto__ (settings in cdktf.json) is no setting. Remove it; the README lists all settings."],
  ])("key %s", (key, message) => {
    expect(violationsOf({}, JSON.parse(`{ "${key}": 1 }`))).toEqual([message]);
  });

  test.each([
    ["MQESM_COLOUR", "MQESM_COLOUR sets nothing. Unset it; the README lists all settings."],
    [
      "MQESM_BROKER_INSTANCE",
      "MQESM_BROKER_INSTANCE sets nothing. Unset it, or write MQESM_BROKER_INSTANCE_TYPE if that was meant.",
    ],
    [
      "MQESM_BROKERINSTANCETYPE",
      "MQESM_BROKERINSTANCETYPE sets nothing. Unset it, or write MQESM_BROKER_INSTANCE_TYPE if that was meant.",
    ],
    ["MQESM_CONSTRUCTOR", "MQESM_CONSTRUCTOR sets nothing. Unset it; the README lists all settings."],
    ["MQESM_", "MQESM_ sets nothing. Unset it; the README lists all settings."],
  ])("variable %s", (name, message) => {
    expect(violationsOf({ [name]: "1" })).toEqual([message]);
    expect(violationsOf({ [name]: "" })).toEqual([]);
  });

  test.each([
    [null, "null"],
    [[], "[]"],
    ["region", '"region"'],
    [1, "1"],
  ])("context %j instead of an object", (context, shown) => {
    expect(violationsOf({}, context)).toEqual([
      `context.settings in cdktf.json is ${shown}: it must be an object. Write "settings": { "region": "eu-west-1" }.`,
    ]);
  });
});

describe("settings beside context.settings", () => {
  const violations = (wholeContext: object) => {
    try {
      readSettings({}, undefined, wholeContext);
      return [];
    } catch (error) {
      return (error as SettingsError).violations;
    }
  };

  test("a setting", () => {
    expect(violations({ region: "eu-west-1", settings: {}, cdktfVersion: "0.21.0" })).toEqual([
      "region (context in cdktf.json) has no effect there: move it into context.settings.",
    ]);
  });

  test.each([
    ["setting", {}],
    ["Settings", {}],
    ["setings", {}],
    ["settigns", {}],
    ["config", { region: "eu-west-1" }],
  ])("another name for them: %s", (key, value) => {
    expect(violations({ [key]: value })).toEqual([
      `${key} (context in cdktf.json) sets nothing: rename it to settings.`,
    ]);
  });

  test.each([
    ["cdktfRelativeModules", []],
    ["excludeStackIdFromLogicalIds", "true"],
    ["ours", { colour: "red" }],
  ])("the context of others: %s", (key, value) => {
    expect(violations({ [key]: value })).toEqual([]);
  });
});

describe("what is said", () => {
  test("everything that is wrong, at once", () => {
    const read = () =>
      readSettings(
        { MQESM_REGION: "Frankfurt", MQESM_COLOUR: "red", MQESM_STATE_BACKEND: "s3" },
        { mappingBatchSize: 0, mappingWindow: 5 },
      );
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      new SettingsError([
        "mappingWindow (settings in cdktf.json) is no setting. Remove it, or write mappingBatchSize if that was meant.",
        "MQESM_COLOUR sets nothing. Unset it; the README lists all settings.",
        'region (MQESM_REGION) is "Frankfurt": it must be an AWS Region such as `eu-west-1`. Correct it or leave it unset for "us-east-1".',
        "mappingBatchSize (settings in cdktf.json) is 0: it must be a whole number from 1 to 10000. " +
          "Correct it or leave it unset for 100. See https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html",
        'stateBackend is "s3": it needs a bucket. Set stateBucket (MQESM_STATE_BUCKET); the stack state-bucket creates one. ' +
          "See https://developer.hashicorp.com/terraform/language/backend/s3",
      ]),
    );
  });

  test("as a list that a person reads, without a stack trace", () => {
    const error = new SettingsError(["one", "two"]);
    expect(error.message).toBe("The settings are not usable:\n  - one\n  - two");
    expect(error).toBeInstanceOf(Mistake);
  });

  test("where the value was given", () => {
    expect(violationsOf({ TF_CLOUD_ORGANIZATION: "a b" })).toEqual([
      'stateOrganization (TF_CLOUD_ORGANIZATION) is "a b": it must be 3 to 40 letters, digits, `_` and `-`. ' +
        "Correct it or leave it unset. See https://developer.hashicorp.com/terraform/cli/cloud/settings",
    ]);
  });
});
