import { HARMS, harmRules } from "../../../plan-review";
import { type Entry, planOf, workspaceOf } from "../plans";

/** What is told of a change, as "kind code: explanation". */
function harmsOf(entry: Entry, different: object = {}): readonly string[] {
  return workspaceOf(planOf([entry], different)).harms.map(
    ({ kind, code, explanation }) => `${kind} ${code}: ${explanation}`,
  );
}

const broker = "aws_mq_broker.orders";
const mapping = "aws_lambda_event_source_mapping.orders";
const PATTERN = [{ filter: [{ pattern: "{}" }] }];

test.each<[string, Entry, readonly string[]]>([
  [
    "a broker destroyed",
    { address: broker, actions: ["delete"], before: {} },
    [`messages broker-lost: ${broker} is destroyed: all of its messages, queues, users and virtual hosts are lost.`],
  ],
  [
    "a broker replaced, old one first",
    {
      address: broker,
      actions: ["delete", "create"],
      before: {},
      after: {},
      replacePaths: [["subnet_ids"], ["encryption_options", 0, "kms_key_id"]],
    },
    [
      `messages broker-lost: ${broker} is replaced, because subnet_ids, encryption_options[0].kms_key_id change: all of its messages, queues, users and virtual hosts are lost. The new broker has another ARN and endpoint.`,
    ],
  ],
  [
    "a broker replaced, new one first, for it is tainted",
    {
      address: broker,
      actions: ["create", "delete"],
      before: {},
      after: {},
      entry: { action_reason: "replace_because_tainted" },
    },
    [
      `messages broker-lost: ${broker} is replaced, because an earlier apply left it half-made (tainted): all of its messages, queues, users and virtual hosts are lost. The new broker has another ARN and endpoint.`,
    ],
  ],
  [
    "what is left of a broker destroyed",
    { address: broker, actions: ["delete"], before: {}, entry: { deposed: "0a1b2c3d" } },
    [
      `messages broker-lost: What an interrupted replacement left of ${broker} is destroyed: all of its messages, queues, users and virtual hosts are lost.`,
    ],
  ],
  ["a broker created", { address: broker, actions: ["create"], after: {} }, []],
  ["a broker forgotten", { address: broker, actions: ["forget"], before: {} }, []],
  ["a broker that stays", { address: broker, actions: ["no-op"], before: {}, after: {} }, []],
  [
    "a filter that is new",
    { address: mapping, actions: ["update"], before: { filter_criteria: [] }, after: { filter_criteria: PATTERN } },
    [
      `messages filter-changed: The filter of ${mapping} is new: messages that match none of its patterns are taken from the queue and dropped.`,
    ],
  ],
  [
    "another filter",
    {
      address: mapping,
      actions: ["update"],
      before: { filter_criteria: PATTERN },
      after: { filter_criteria: [{ filter: [{ pattern: '{"a":[1]}' }] }] },
    },
    [
      `messages filter-changed: The filter of ${mapping} changes: messages that match none of its patterns are taken from the queue and dropped.`,
    ],
  ],
  [
    "a filter taken away",
    { address: mapping, actions: ["update"], before: { filter_criteria: PATTERN }, after: { filter_criteria: [] } },
    [],
  ],
  ["a mapping made without a filter", { address: mapping, actions: ["create"], after: { filter_criteria: [] } }, []],
  [
    "a mapping made with a filter that is not known yet",
    { address: mapping, actions: ["create"], after: {}, unknown: { filter_criteria: true } },
    [
      `messages filter-changed: The filter of ${mapping} is new: messages that match none of its patterns are taken from the queue and dropped.`,
    ],
  ],
  [
    "a mapping disabled",
    { address: mapping, actions: ["update"], before: { enabled: true }, after: { enabled: false } },
    [`outage mapping-stops: ${mapping} is disabled: nothing is polled until it is enabled again.`],
  ],
  [
    "a mapping that stays disabled",
    {
      address: mapping,
      actions: ["update"],
      before: { enabled: false, batch_size: 1 },
      after: { enabled: false, batch_size: 2 },
    },
    [],
  ],
  [
    "a mapping replaced",
    { address: mapping, actions: ["delete", "create"], before: {}, after: {}, replacePaths: [["queues"]] },
    [
      `outage mapping-stops: ${mapping} is replaced, because queues changes: nothing is polled until the new one works.`,
    ],
  ],
  [
    "a mapping destroyed",
    { address: mapping, actions: ["delete"], before: {} },
    [`outage mapping-stops: ${mapping} is destroyed: its queue or stream is polled no more.`],
  ],
  [
    "an endpoint replaced",
    {
      address: "aws_vpc_endpoint.sts",
      actions: ["delete", "create"],
      before: {},
      after: {},
      replacePaths: [["vpc_id"]],
    },
    [
      "outage way-out-lost: aws_vpc_endpoint.sts is replaced, because vpc_id changes: the service behind it cannot be reached through it meanwhile.",
    ],
  ],
  [
    "a NAT gateway destroyed",
    { address: "aws_nat_gateway.main", actions: ["delete"], before: {} },
    [
      "outage way-out-lost: aws_nat_gateway.main is destroyed: the internet and AWS's public names cannot be reached through it any more.",
    ],
  ],
  [
    "a function destroyed",
    { address: "aws_lambda_function.listener", actions: ["delete"], before: {} },
    ["outage function-lost: aws_lambda_function.listener is destroyed: it cannot be invoked any more."],
  ],
  [
    "a role that others may assume",
    {
      address: "aws_iam_role.r",
      actions: ["update"],
      before: { assume_role_policy: "a" },
      after: { assume_role_policy: "b" },
    },
    ["access role-changed: assume_role_policy of aws_iam_role.r changes."],
  ],
  [
    "a role with another description",
    { address: "aws_iam_role.r", actions: ["update"], before: { description: "a" }, after: { description: "b" } },
    [],
  ],
  [
    "a policy attached",
    { address: "aws_iam_role_policy_attachment.a", actions: ["create"], after: {} },
    ["access policy-changed: aws_iam_role_policy_attachment.a is created."],
  ],
  [
    "a policy with other tags",
    { address: "aws_iam_policy.p", actions: ["update"], before: { tags: {} }, after: { tags: { a: "b" } } },
    [],
  ],
  [
    "anyone may invoke",
    { address: "aws_lambda_permission.p", actions: ["create"], after: { principal: "*" } },
    ["access resource-policy-changed: aws_lambda_permission.p is created. It lets anyone in."],
  ],
  [
    "an endpoint's policy",
    { address: "aws_vpc_endpoint.e", actions: ["update"], before: { policy: "a" }, after: { policy: "b" } },
    ["access resource-policy-changed: The policy of aws_vpc_endpoint.e changes."],
  ],
  [
    "a secret's value",
    {
      address: "aws_secretsmanager_secret_version.v",
      actions: ["update"],
      before: { secret_string: "a" },
      after: { secret_string: "b" },
    },
    ["access secret-changed: aws_secretsmanager_secret_version.v changes."],
  ],
  [
    "a secret's description",
    {
      address: "aws_secretsmanager_secret.s",
      actions: ["update"],
      before: { description: "a" },
      after: { description: "b" },
    },
    [],
  ],
  [
    "a group opened to everybody",
    {
      address: "aws_vpc_security_group_ingress_rule.r",
      actions: ["create"],
      after: { ip_protocol: "tcp", from_port: 5671, to_port: 5671, cidr_ipv4: "0.0.0.0/0" },
    },
    [
      "access group-opened: aws_vpc_security_group_ingress_rule.r admits tcp 5671 from 0.0.0.0/0. That is everybody on the internet, wherever the network lets them through.",
    ],
  ],
  [
    "a group opened for another",
    {
      address: "aws_security_group_rule.r",
      actions: ["create"],
      after: { type: "ingress", protocol: "tcp", from_port: 1, to_port: 2, cidr_blocks: ["10.0.0.0/8"], self: true },
      unknown: { source_security_group_id: true },
    },
    [
      "access group-opened: aws_security_group_rule.r admits tcp 1 to 2 from 10.0.0.0/8, the group itself, another security group or prefix list.",
    ],
  ],
  ["a rule taken away", { address: "aws_security_group_rule.r", actions: ["delete"], before: { type: "ingress" } }, []],
  [
    "rules inside a group",
    {
      address: "aws_security_group.g",
      actions: ["update"],
      before: { ingress: [{ cidr_blocks: ["10.0.0.0/8"] }] },
      after: { ingress: [{ cidr_blocks: ["10.0.0.0/8"] }, { ipv6_cidr_blocks: ["::/0"] }] },
    },
    [
      "access group-opened: aws_security_group.g admits what it did not before. That is everybody on the internet, wherever the network lets them through.",
    ],
  ],
  [
    "fewer rules inside a group",
    {
      address: "aws_security_group.g",
      actions: ["update"],
      before: { ingress: [{ from_port: 1 }, { from_port: 2 }] },
      after: { ingress: [{ from_port: 1 }] },
    },
    [],
  ],
  [
    "a database made public",
    {
      address: "aws_db_instance.d",
      actions: ["update"],
      before: { publicly_accessible: false },
      after: { publicly_accessible: true },
    },
    ["access made-public: aws_db_instance.d has a public endpoint: whoever knows the login can log in from anywhere."],
  ],
  [
    "a bucket that is public no more",
    { address: "aws_s3_bucket_public_access_block.b", actions: ["create"], after: { block_public_acls: true } },
    [],
  ],
  [
    "what kept the public out of a bucket",
    { address: "aws_s3_bucket_public_access_block.b", actions: ["delete"], before: { block_public_acls: true } },
    [
      "access made-public: aws_s3_bucket_public_access_block.b keeps the public out of its bucket no more, or less than before.",
    ],
  ],
  [
    "an invocation made anew",
    {
      address: "aws_lambda_invocation.i",
      actions: ["delete", "create"],
      before: {},
      after: {},
      replacePaths: [["input"]],
    },
    ["code invocation: aws_lambda_invocation.i is replaced, which runs the function that it names."],
  ],
  [
    "an invocation destroyed, with CRUD",
    { address: "aws_lambda_invocation.i", actions: ["delete"], before: { lifecycle_scope: "CRUD" } },
    ["code invocation: aws_lambda_invocation.i is destroyed, which runs the function that it names once more."],
  ],
  [
    "an invocation destroyed, without",
    { address: "aws_lambda_invocation.i", actions: ["delete"], before: { lifecycle_scope: "CREATE_ONLY" } },
    [],
  ],
  [
    "a program read",
    { address: "data.external.x", type: "external", mode: "data", actions: ["read"], after: {} },
    ["code program: data.external.x is read during the apply, which runs its program."],
  ],
  [
    "actions that are not known",
    { address: "test_thing.x", actions: ["update", "delete"], before: {}, after: {} },
    [
      "unknown unknown-actions: What happens to test_thing.x is not known: its actions (update, delete) are none that this review knows.",
    ],
  ],
  [
    "actions that are no words",
    { address: "test_thing.x", actions: ["<script>"], before: {}, after: {} },
    [
      "unknown unknown-actions: What happens to test_thing.x is not known: its actions are none that this review knows.",
    ],
  ],
])("%s", (_, entry, expected) => {
  expect(harmsOf(entry)).toEqual(expected);
});

test("provisioners are those of the block, in whatever module and however many there are of it", () => {
  const block = { address: "terraform_data.notice", provisioners: [{ type: "local-exec" }, { type: "local-exec" }] };
  const module = { resources: [block] };
  const configuration = { root_module: { module_calls: { a: { module } } } };
  const address = 'module.a["x.y[0]"].terraform_data.notice[3]';
  expect(harmsOf({ address, type: "terraform_data", actions: ["create"], after: {} }, { configuration })).toEqual([
    `code program: ${address} has provisioners (local-exec), which may run when it is made or destroyed.`,
  ]);
});

test("the worst comes first, whatever the order of the plan", () => {
  const { harms } = workspaceOf(
    planOf([
      { address: "aws_lambda_invocation.i", actions: ["create"], after: {} },
      { address: "aws_iam_role.r", actions: ["create"], after: {} },
      { address: "aws_nat_gateway.n", actions: ["delete"], before: {} },
      { address: broker, actions: ["delete"], before: {} },
    ]),
  );
  expect(harms.map(({ kind }) => kind)).toEqual(["messages", "outage", "access", "code"]);
});

test("every rule is documented, with a harm that is known and a source", () => {
  for (const { code, kind, title, meaning, source } of harmRules) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(HARMS).toContain(kind);
    expect(title).not.toMatch(/\.$/);
    expect(meaning).toMatch(/\.$/);
    expect(source).toMatch(/^https:\/\//);
  }
  expect(new Set(harmRules.map(({ code }) => code)).size).toBe(harmRules.length);
});
