import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { listenersOf, readSettings, type SettingsError } from "../../../modules/settings";

function violationsOf(context: Record<string, unknown>): readonly string[] {
  try {
    readSettings({}, context);
    return [];
  } catch (error) {
    return (error as SettingsError).violations;
  }
}

describe("what each listener is", () => {
  test("nothing set: one, which the settings themselves describe", () => {
    const settings = readSettings({}, { queue: "orders" });
    expect(listenersOf(settings)).toEqual([{ suffix: "", settings }]);
  });

  test("a further one has its name's queue, takes limits over, and nothing of the first one's code, filters or bindings", () => {
    const settings = readSettings(
      {},
      {
        queue: "first",
        deliveryLimit: 5,
        mappingBatchSize: 10,
        mappingBatchingWindowSeconds: 3,
        mappingEnabled: false,
        mappingFilters: [{ data: { kind: ["order"] } }],
        mappingUserRead: ".*",
        listenerTimeoutSeconds: 300,
        listenerMemoryMegabytes: 512,
        listenerLogsBodies: true,
        listenerUndecodableMessages: "fail",
        listenerCode: "listeners/example",
        listenerEnvironment: { TABLE: "orders" },
        listenerPolicyFile: "lambda-src/listeners/example/policy.json",
        exchange: "shop",
        routingKeys: ["#"],
        listeners: [{ name: "invoices" }],
      },
    );
    const [, further] = listenersOf(settings);
    expect(further?.suffix).toBe("-invoices");
    expect(further?.settings).toMatchObject({
      queue: "invoices",
      deliveryLimit: 5,
      mappingBatchSize: 10,
      mappingBatchingWindowSeconds: 3,
      mappingEnabled: true,
      mappingFilters: [],
      mappingUserRead: ".*",
      listenerTimeoutSeconds: 300,
      listenerMemoryMegabytes: 512,
      listenerLogsBodies: true,
      listenerUndecodableMessages: "fail",
      listenerCode: "listener",
      listenerEnvironment: {},
      listenerPolicyFile: undefined,
      exchange: undefined,
      routingKeys: [],
    });
  });

  test("its entry decides, in cdktf.json or in a variable, as values or as text", () => {
    const listeners = [{ name: "invoices", queue: "bills", mappingBatchSize: "7", mappingEnabled: false }];
    for (const settings of [
      readSettings({}, { listeners }),
      readSettings({ MQESM_LISTENERS: JSON.stringify(listeners) }, { listeners: [{ name: "other" }] }),
    ]) {
      expect(listenersOf(settings).map(({ suffix }) => suffix)).toEqual(["", "-invoices"]);
      expect(listenersOf(settings)[1]?.settings).toMatchObject({
        queue: "bills",
        mappingBatchSize: 7,
        mappingEnabled: false,
      });
    }
  });
});

test("everything that is wrong with entries, at once, and where", () => {
  expect(
    violationsOf({
      mappingBatchSize: 0,
      listeners: [
        { name: "orders", mappingBatchSize: 0, region: "eu-west-1", batchSize: 1 },
        { name: "invoices", exchange: "shop", listenerTimeoutSeconds: 841 },
      ],
    }),
  ).toEqual([
    "mappingBatchSize (settings in cdktf.json) is 0: it must be a whole number from 1 to 10000. Correct it or leave it unset for 100. " +
      "See https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html",
    "region (listeners, orders) is the same for all listeners. Move it up, beside listeners.",
    "batchSize (listeners, orders) is no setting. Remove it; the README lists all settings.",
    "mappingBatchSize (listeners, orders) is 0: it must be a whole number from 1 to 10000. Correct it or leave it unset for 100. " +
      "See https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html",
    "listenerTimeoutSeconds (listeners, invoices) is 841: it must be a whole number from 1 to 840. Correct it or leave it unset for 60. " +
      "See https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
    'listeners, invoices: exchange is "shop", and there are no routingKeys: a topic exchange gives a queue what its routing keys ask for, and no more. ' +
      'Set routingKeys, such as ["order.*"] or, for everything of a topic exchange, ["#"]. See https://www.rabbitmq.com/docs/exchanges#types',
  ]);
});

test("a rule that the first one breaks is not said again of those that take its value over", () => {
  const consumerTimeout = { brokerConfiguration: { consumer_timeout: 60_000 } };
  expect(violationsOf({ ...consumerTimeout, listeners: [{ name: "orders" }] })).toHaveLength(1);
  expect(
    violationsOf({
      ...consumerTimeout,
      listenerTimeoutSeconds: 30,
      listeners: [{ name: "orders", listenerTimeoutSeconds: 60 }],
    }),
  ).toEqual([expect.stringMatching(/^listeners, orders: brokerConfiguration sets consumer_timeout to 60000 /)]);
});

describe("exchange and routingKeys", () => {
  test.each([
    [{ exchange: "shop", routingKeys: ["order.*"] }],
    [{ exchange: "shop", exchangeType: "direct", routingKeys: ["orders"] }],
    [{ exchange: "shop", exchangeType: "fanout" }],
  ])("%j", (context) => {
    expect(violationsOf(context)).toEqual([]);
  });

  test.each([
    [
      { routingKeys: ["a"] },
      'routingKeys is ["a"]: there is no exchange that would heed them. Set exchange, or leave them unset. ',
    ],
    [
      { exchange: "shop", exchangeType: "fanout", routingKeys: ["a"] },
      'routingKeys is ["a"]: a fanout exchange gives a queue everything. Leave them unset, or set exchangeType. ',
    ],
  ])("%j", (context, message) => {
    expect(violationsOf(context)).toEqual([`${message}See https://www.rabbitmq.com/docs/exchanges#types`]);
  });
});

describe("several listeners on one broker", () => {
  const shared = (queue: string) =>
    `listeners has the queue ${queue} twice, as a queue or as the dead-letter queue of one: two mappings on one queue take each other's messages. ` +
    "Give each listener a queue of its own; without one it has its name.";

  test.each([
    ["messages", { listeners: [{ name: "orders", queue: "messages" }] }],
    ["orders", { listeners: [{ name: "orders" }, { name: "others", queue: "orders" }] }],
    ["messages.dead-letter", { listeners: [{ name: "lost", queue: "messages.dead-letter" }] }],
  ])("each has a queue of its own: %s", (queue, context) => {
    expect(violationsOf(context)).toEqual([shared(queue)]);
  });

  test("names are as long as a function's name lets them be", () => {
    const longest = { project: "p".repeat(12), environment: "e".repeat(10) };
    expect(violationsOf({ ...longest, listeners: [{ name: "n".repeat(7) }] })).toEqual([]);
    expect(violationsOf({ ...longest, listeners: [{ name: "n".repeat(8) }] })).toEqual([
      `listeners has ${"n".repeat(8)}: with the project "${longest.project}" and the environment "${longest.environment}" a name may have 7 characters, for a function's name has at most 64. ` +
        "Shorten it, or the project (MQESM_PROJECT). See https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    ]);
  });
});

describe("what a listener's code gets", () => {
  const folder = mkdtempSync("policies-");
  afterAll(() => rmSync(folder, { recursive: true }));
  const policyFile = (content: unknown) => {
    const path = `${relative(".", folder)}/policy.json`;
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return { listenerPolicyFile: path };
  };
  const statement = { Effect: "Allow", Action: "dynamodb:PutItem", Resource: "arn:aws:dynamodb:*:*:table/orders" };
  const withStatement = (changes: object) => ({ Version: "2012-10-17", Statement: [{ ...statement, ...changes }] });

  test.each<[unknown]>([
    [withStatement({})],
    [withStatement({ Sid: "Put1", Action: ["dynamodb:PutItem"], Condition: { StringEquals: { "aws:a": "b" } } })],
    [{ Version: "2012-10-17", Statement: statement }],
    [{ Version: "2012-10-17", Statement: [] }],
  ])("policy %j", (content) => {
    expect(violationsOf(policyFile(content))).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ Statement: [statement] }, "Version: "],
    [withStatement({ Principal: "*" }), 'Statement.0: Unrecognized key: "Principal"'],
    [withStatement({ Effect: "allow" }), "Statement.0.Effect: "],
    [withStatement({ NotAction: "s3:*" }), "Statement.0: either Action or NotAction"],
    [withStatement({ Resource: undefined }), "Statement.0: either Resource or NotResource"],
    ["{", "Expected property name"],
  ])("no policy %j", (content, mistake) => {
    const given = policyFile(content);
    const [violation, ...more] = violationsOf(given);
    expect(more).toEqual([]);
    expect(violation).toContain(
      `listenerPolicyFile is "${given.listenerPolicyFile}", which holds no policy of a role: ${mistake}`,
    );
    expect(violation).toMatch(
      /\. Correct it\. See https:\/\/docs\.aws\.amazon\.com\/IAM\/latest\/UserGuide\/reference_policies_grammar\.html$/,
    );
  });

  test("no file", () => {
    expect(violationsOf({ listenerPolicyFile: "no-such.json" })).toEqual([
      expect.stringContaining("holds no policy of a role: ENOENT: no such file or directory"),
    ]);
  });

  test("variables that are not free, or too long", () => {
    expect(violationsOf({ listenerEnvironment: { AWS_REGION: "x", LOG_BODIES: "true", TABLE: "orders" } })).toEqual([
      "listenerEnvironment is not what a listener takes: AWS_REGION is taken: Lambda sets it; LOG_BODIES is taken: a setting of its own says it. Rename or remove what is wrong. " +
        "See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    ]);
    expect(violationsOf({ listenerEnvironment: { TEXT: "t".repeat(3896) } })).toEqual([]);
    expect(violationsOf({ listenerEnvironment: { TEXT: "t".repeat(3897) } })).toEqual([
      expect.stringContaining("names and values have 3901 bytes, and 3900 are left of Lambda's 4 KB"),
    ]);
  });

  test("a folder that is not there", () => {
    expect(violationsOf({ listeners: [{ name: "orders", listenerCode: "listeners/no-such-folder" }] })).toEqual([
      'listeners, orders: listenerCode is "listeners/no-such-folder": there is no lambda-src/listeners/no-such-folder/index.ts. ' +
        "Correct it, or make one: npm run new:listener -- no-such-folder",
    ]);
  });
});
