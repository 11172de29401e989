import { enumerate } from "../../../../connectivity/wording/lists";
import {
  BROKER,
  CONSUME,
  DOCUMENT,
  decisive,
  FUNCTION,
  findings,
  INTERFACE_ACTIONS,
  only,
  POLICY,
  planned,
  ROLE,
  ref,
  SECRET,
  TRUST,
} from "../stack";

/** All that the mapping needs, each action with what it is on. */
const EVERYTHING_NEEDED = `mq:DescribeBroker on ${BROKER}; secretsmanager:GetSecretValue on ${SECRET}; ${enumerate(INTERFACE_ACTIONS)} on "*"`;

const lacks = (place: string) => [`role-lacks-permission at ${place}`];

/** The consume policy without one action, or with one statement changed. */
const without = (action: string) => ({
  [DOCUMENT]: {
    statement: CONSUME.map((statement) => ({
      ...statement,
      actions: statement.actions.filter((one) => one !== action),
    })).filter(({ actions }) => actions.length > 0),
  },
});

test("the stack as it stands has nothing to find", () => {
  expect(findings()).toEqual([]);
});

test.each(["mq:DescribeBroker", "secretsmanager:GetSecretValue", ...INTERFACE_ACTIONS])(
  "without %s the mapping fails",
  (action) => {
    const finding = only(findings(without(action)), "role-lacks-permission");
    expect(finding.resource).toBe(DOCUMENT);
    expect(finding.explanation).toContain(`${ROLE} is not allowed ${action} on `);
  },
);

test("a permission that is lacking is named with what to change", () => {
  expect(only(findings(without("ec2:DescribeVpcs")), "role-lacks-permission")).toMatchObject({
    rule: "role-lacks-permission",
    severity: "error",
    effect: "fails",
    kind: "outcome",
    resource: DOCUMENT,
    constructPath: null,
    explanation: `${ROLE} is not allowed ec2:DescribeVpcs on "*": no statement of ${POLICY} and ${DOCUMENT} allows it.`,
    remedy: `Allow ec2:DescribeVpcs on "*" in ${DOCUMENT}.`,
  });
});

test("a condition that does not hold is what to correct", () => {
  const condition = [{ test: "StringEquals", variable: "aws:SecureTransport", values: ["false"] }];
  const statement = CONSUME.map((one) => (one.actions.includes("mq:DescribeBroker") ? { ...one, condition } : one));
  expect(only(findings({ [DOCUMENT]: { statement } }), "role-lacks-permission")).toMatchObject({
    resource: DOCUMENT,
    explanation: `${ROLE} is not allowed mq:DescribeBroker on aws_mq_broker.orders: ${DOCUMENT} allows it under a condition that does not hold.`,
    remedy: `Correct the condition in ${DOCUMENT}, or allow mq:DescribeBroker without it.`,
  });
});

test("the ec2 actions on the broker's ARN do not serve", () => {
  const statement = CONSUME.map((one) =>
    one.actions.includes("ec2:DescribeVpcs") ? { ...one, resources: [ref("aws_mq_broker.orders.arn")] } : one,
  );
  const finding = only(findings({ [DOCUMENT]: { statement } }), "role-lacks-permission");
  expect(finding.resource).toBe(DOCUMENT);
  expect(finding.explanation).toMatch(
    / on "\*": data\.aws_iam_policy_document\.consume allows it only on aws_mq_broker\.orders\.arn\.$/,
  );
});

test("what creates and deletes interfaces may be limited to all interfaces, subnets and groups; what describes may not", () => {
  const on = (resources: string[]) =>
    CONSUME.flatMap((one) =>
      one.actions.includes("ec2:DescribeVpcs")
        ? [
            { actions: INTERFACE_ACTIONS.slice(0, 2), resources },
            { actions: INTERFACE_ACTIONS.slice(2), resources: ["*"] },
          ]
        : [one],
    );
  expect(decisive({ [DOCUMENT]: { statement: on(["arn:aws:ec2:*:*:*/*"]) } })).toEqual([]);
  expect(decisive({ [DOCUMENT]: { statement: on(["arn:aws:ec2:*:*:network-interface/*"]) } })).toEqual(lacks(DOCUMENT));
  expect(
    decisive({ [DOCUMENT]: { statement: on(["arn:aws:ec2:*:*:*/*", "arn:aws:ec2:*:*:subnet/subnet-1"]) } }),
  ).toEqual([]);
  const narrow = on([
    "arn:aws:ec2:*:*:network-interface/*",
    "arn:aws:ec2:*:*:subnet/subnet-1",
    "arn:aws:ec2:*:*:security-group/*",
  ]);
  expect(decisive({ [DOCUMENT]: { statement: narrow } })).toEqual([`permission-unknown at ${DOCUMENT}`]);
});

test("a public broker's mapping needs none of the ec2 actions", () => {
  const statement = CONSUME.filter((one) => !one.actions.includes("ec2:DescribeVpcs"));
  const broker = { publicly_accessible: true, subnet_ids: undefined, security_groups: undefined };
  expect(decisive({ [DOCUMENT]: { statement }, "aws_mq_broker.orders": broker })).toEqual([]);
});

test("without any policy the role is the place", () => {
  const found = only(findings({ [POLICY]: null, [DOCUMENT]: null }), "role-lacks-permission");
  expect(found.resource).toBe(ROLE);
  expect(found.explanation).toContain(": it has no policy that allows it.");
  expect(found.remedy).toBe(`In a policy of ${ROLE}, allow ${EVERYTHING_NEEDED}.`);
});

test("a policy that names no role is named", () => {
  const found = only(findings({ [POLICY]: { role: undefined } }), "role-lacks-permission");
  expect(found.resource).toBe(POLICY);
  expect(found.explanation).toContain(`it has no policy that allows it, and ${POLICY} names no role.`);
});

test("a policy that the plan destroys is named", () => {
  const gone = planned(
    POLICY,
    {},
    { actions: ["delete"], before: { name: "consume", role: "listener", policy: "{}" } },
  );
  const found = only(findings({}, gone), "role-lacks-permission");
  expect(found.resource).toBe(ROLE);
  expect(found.explanation).toContain(`it has no policy that allows it, and the plan destroys ${POLICY}.`);
});

test("an explicit Deny wins, wherever it stands", () => {
  const deny = JSON.stringify({ Statement: { Effect: "Deny", Action: "secretsmanager:*", Resource: "*" } });
  const found = only(
    findings({}, planned("aws_iam_role_policy.guard", { name: "guard", role: "listener", policy: deny })),
    "role-lacks-permission",
  );
  expect(found.resource).toBe("aws_iam_role_policy.guard");
  expect(found.explanation).toBe(
    `aws_iam_role_policy.guard denies secretsmanager:GetSecretValue to ${ROLE}, and a Deny outweighs every Allow.`,
  );
});

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const none = { [POLICY]: null, [DOCUMENT]: null };

test.each([
  ["an attachment", planned("aws_iam_role_policy_attachment.a", { role: ref(`${ROLE}.id`), policy_arn: ADMIN })],
  ["an attachment by name", planned("aws_iam_role_policy_attachment.a", { role: "listener", policy_arn: ADMIN })],
  ["a policy's attachment", planned("aws_iam_policy_attachment.a", { roles: [ref(`${ROLE}.id`)], policy_arn: ADMIN })],
  [
    "the exclusive list",
    planned("aws_iam_role_policy_attachments_exclusive.a", { role_name: "listener", policy_arns: [ADMIN] }),
  ],
])("a managed policy by %s counts", (_, carrier) => {
  expect(decisive(none, carrier)).toEqual([]);
});

test.each([
  ["another partition's spelling", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess", []],
  [
    "one that lacks groups and VPCs",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    lacks(ROLE),
  ],
  [
    "one that is not listed",
    "arn:aws:iam::aws:policy/AmazonBedrockFullAccess",
    ["permission-unknown at aws_iam_role_policy_attachment.a"],
  ],
])("AWS's own policies: %s", (_, arn, expected) => {
  const consume = { [DOCUMENT]: { statement: CONSUME.filter((one) => !one.actions.includes("ec2:DescribeVpcs")) } };
  expect(decisive(consume, planned("aws_iam_role_policy_attachment.a", { role: "listener", policy_arn: arn }))).toEqual(
    expected,
  );
});

describe("nobody is told to edit AWS's own policies", () => {
  const DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";
  const attached = (arn: unknown) => planned("aws_iam_role_policy_attachment.a", { role: "listener", policy_arn: arn });

  test("where one is the only policy, another is what allows the rest", () => {
    const found = only(
      findings(none, attached("arn:aws:iam::aws:policy/AmazonVPCFullAccess")),
      "role-lacks-permission",
    );
    expect(found).toMatchObject({
      resource: ROLE,
      explanation: expect.stringMatching(/: no statement of aws_iam_role_policy_attachment\.a allows it\.$/),
      remedy: `Allow mq:DescribeBroker on ${BROKER} and secretsmanager:GetSecretValue on ${SECRET} in a policy of ${ROLE}.`,
    });
  });

  test("nor where a data source shows its text", () => {
    const text = JSON.stringify({ Statement: { Effect: "Deny", Action: "mq:*", Resource: "*" } });
    const data = planned("data.aws_iam_policy.deny", { arn: DENY_ALL, policy: text });
    expect(only(findings({}, attached(DENY_ALL), data), "role-lacks-permission")).toMatchObject({
      resource: "data.aws_iam_policy.deny",
      explanation: `AWS's own policy ${DENY_ALL} of data.aws_iam_policy.deny denies mq:DescribeBroker to ${ROLE}, and a Deny outweighs every Allow.`,
      remedy: `Detach ${DENY_ALL} from ${ROLE}.`,
    });
  });

  test("one that denies is to be detached", () => {
    const found = only(findings({}, attached(DENY_ALL)), "role-lacks-permission");
    expect(found.resource).toBe("aws_iam_role_policy_attachment.a");
    expect(found.remedy).toBe(`Detach ${DENY_ALL} from ${ROLE}.`);
  });

  test("a boundary that denies is to be another", () => {
    const found = only(findings({ [ROLE]: { permissions_boundary: DENY_ALL } }), "role-lacks-permission");
    expect(found.remedy).toBe(
      `Give ${ROLE} a permissions boundary of your own that allows ${EVERYTHING_NEEDED}: only AWS changes ${DENY_ALL}.`,
    );
  });

  test("what one of them contains is not known: a policy of the role's own decides", () => {
    const found = only(
      findings(none, attached("arn:aws:iam::aws:policy/AmazonBedrockFullAccess")),
      "permission-unknown",
    );
    expect(found.explanation).toBe(
      `Whether ${ROLE} is allowed ${EVERYTHING_NEEDED} is not known: what the AWS managed policy arn:aws:iam::aws:policy/AmazonBedrockFullAccess, which aws_iam_role_policy_attachment.a attaches, contains is not known here.`,
    );
    expect(found.remedy).toBe(`In a policy of ${ROLE}, allow ${EVERYTHING_NEEDED}.`);
  });
});

describe("one cause is one finding", () => {
  const changed = (changes: Readonly<Record<string, object>>) => ({
    [DOCUMENT]: { statement: CONSUME.map((one) => ({ ...one, ...changes[one.actions[0]?.split(":")[0] ?? ""] })) },
  });
  const inWords = (changes: Readonly<Record<string, object>>) =>
    findings(changed(changes)).map(({ explanation, remedy }) => [explanation, remedy]);

  test("statements that allow too little of different things are not joined", () => {
    const topic = "arn:aws:sns:eu-west-1:123456789012:topic";
    expect(inWords({ mq: { resources: [topic] }, secretsmanager: { resources: ["arn:aws:s3:::bucket"] } })).toEqual([
      [
        `${ROLE} is not allowed mq:DescribeBroker on ${BROKER}: ${DOCUMENT} allows it only on "${topic}".`,
        `Allow mq:DescribeBroker on ${BROKER} in ${DOCUMENT}.`,
      ],
      [
        `${ROLE} is not allowed secretsmanager:GetSecretValue on ${SECRET}: ${DOCUMENT} allows it only on "arn:aws:s3:::bucket".`,
        `Allow secretsmanager:GetSecretValue on ${SECRET} in ${DOCUMENT}.`,
      ],
    ]);
  });

  test("nor are conditions that only the request shows", () => {
    const on = (variable: string) => ({ condition: [{ test: "StringEquals", variable, values: ["x"] }] });
    expect(inWords({ mq: on("aws:SourceIp"), secretsmanager: on("aws:UserAgent") })).toEqual([
      [
        `Whether ${ROLE} is allowed mq:DescribeBroker on ${BROKER} is not known: the condition on aws:SourceIp depends on what only the request shows.`,
        `Allow mq:DescribeBroker on ${BROKER} without this condition.`,
      ],
      [
        `Whether ${ROLE} is allowed secretsmanager:GetSecretValue on ${SECRET} is not known: the condition on aws:UserAgent depends on what only the request shows.`,
        `Allow secretsmanager:GetSecretValue on ${SECRET} without this condition.`,
      ],
    ]);
  });

  test("a Deny under such a condition is what to change", () => {
    const deny = {
      effect: "Deny",
      actions: ["mq:*"],
      resources: ["*"],
      condition: [{ test: "StringNotEquals", variable: "aws:SourceVpc", values: ["vpc-1"] }],
    };
    expect(only(findings({ [DOCUMENT]: { statement: [...CONSUME, deny] } }), "permission-unknown").remedy).toBe(
      "Take mq:DescribeBroker out of the Deny that has this condition.",
    );
  });
});

test("AWS's own policies, attached beside a sufficient one, do no harm", () => {
  const beside = planned("aws_iam_role_policy_attachment.a", {
    role: "listener",
    policy_arn: "arn:aws:iam::aws:policy/AmazonBedrockFullAccess",
  });
  expect(decisive({}, beside)).toEqual([]);
});

test("arguments of the role itself: inline_policy and managed_policy_arns", () => {
  const role = {
    inline_policy: [{ name: "all", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }],
  };
  expect(decisive({ ...none, [ROLE]: role })).toEqual([]);
  expect(decisive({ ...none, [ROLE]: { managed_policy_arns: [ADMIN] } })).toEqual([]);
});

test("what an existing role reports of a policy that the plan changes does not count", () => {
  const all = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
  const changes = { [DOCUMENT]: null, [FUNCTION]: { role: "arn:aws:iam::123456789012:role/listener" } };
  const role = {
    name: "listener",
    path: "/",
    arn: "arn:aws:iam::123456789012:role/listener",
    id: "listener",
    assume_role_policy: TRUST,
  };
  const reported = { ...role, inline_policy: [{ name: "consume", policy: all }], managed_policy_arns: [ADMIN] };
  const existing = planned(ROLE, reported, { actions: ["no-op"], before: reported });
  const emptied = planned(
    POLICY,
    { name: "consume", role: "listener", policy: '{"Statement":[7]}' },
    { actions: ["update"], before: { name: "consume", role: "listener", policy: all } },
  );
  const detached = planned(
    "aws_iam_role_policy_attachment.a",
    {},
    { actions: ["delete"], before: { role: "listener", policy_arn: ADMIN } },
  );
  expect(decisive(changes, existing, emptied, detached)).toEqual(["permission-unknown at aws_iam_role_policy.consume"]);
  const narrowed = '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
  const narrow = planned(
    POLICY,
    { name: "consume", role: "listener", policy: narrowed },
    { actions: ["update"], before: { name: "consume", role: "listener", policy: all } },
  );
  expect(decisive(changes, existing, narrow, detached)).toEqual(lacks(POLICY));

  const bare = planned(ROLE, role, { actions: ["no-op"], before: role });
  const lost = only(findings({ ...changes, [POLICY]: null }, bare, detached), "role-lacks-permission");
  expect(lost.explanation).toMatch(
    /: it has no policy that allows it, and the plan destroys aws_iam_role_policy_attachment\.a\.$/,
  );
  expect(lost.remedy).toBe(
    `Keep aws_iam_role_policy_attachment.a, or allow ${EVERYTHING_NEEDED} in a policy of ${ROLE}.`,
  );
});

test("a permissions boundary takes away", () => {
  const boundary = (action: string) => ({
    [ROLE]: { permissions_boundary: ref("aws_iam_policy.boundary.arn") },
    policy: planned("aws_iam_policy.boundary", {
      name: "boundary",
      policy: JSON.stringify({ Statement: { Effect: "Allow", Action: action, Resource: "*" } }),
    }),
  });
  const { policy: wide, ...changes } = boundary("*");
  expect(decisive(changes, wide)).toEqual([]);
  expect(decisive(changes, boundary("s3:*").policy)).toEqual(lacks("aws_iam_policy.boundary"));
  const { policy, ...same } = boundary("ec2:*");
  const found = findings(same, policy).filter(({ rule }) => rule === "role-lacks-permission");
  expect(found).toEqual([
    expect.objectContaining({
      resource: "aws_iam_policy.boundary",
      explanation: `${ROLE} is not allowed mq:DescribeBroker on ${BROKER} and secretsmanager:GetSecretValue on ${SECRET}: its permissions boundary, aws_iam_policy.boundary, does not allow it.`,
      remedy: `Allow mq:DescribeBroker on ${BROKER} and secretsmanager:GetSecretValue on ${SECRET} in aws_iam_policy.boundary.`,
    }),
  ]);
  const managed = { [ROLE]: { permissions_boundary: "arn:aws:iam::aws:policy/AmazonVPCFullAccess" } };
  expect(findings(managed).find(({ rule }) => rule === "role-lacks-permission")).toMatchObject({
    resource: ROLE,
    explanation: `${ROLE} is not allowed mq:DescribeBroker on ${BROKER} and secretsmanager:GetSecretValue on ${SECRET}: its permissions boundary does not allow it.`,
    remedy: `Give ${ROLE} a permissions boundary of your own that allows mq:DescribeBroker on ${BROKER} and secretsmanager:GetSecretValue on ${SECRET}: only AWS changes arn:aws:iam::aws:policy/AmazonVPCFullAccess.`,
  });
  expect(decisive({ [ROLE]: { permissions_boundary: "arn:aws:iam::123456789012:policy/guard" } })).toEqual([
    `permission-unknown at ${ROLE}`,
  ]);
});

test("jsonencode over an ARN that is not known yet leaves it unknown, and says why", () => {
  const found = only(findings({ [POLICY]: { policy: ref(`${SECRET}.arn`) }, [DOCUMENT]: null }), "permission-unknown");
  expect(found.severity).toBe("warning");
  expect(found.resource).toBe(POLICY);
  expect(found.explanation).toMatch(
    /is not known: the policy of aws_iam_role_policy\.consume depends on aws_secretsmanager_secret\.broker\.arn and is known after apply only: write it as data "aws_iam_policy_document", which a plan shows\.$/,
  );
});

test("a policy that cannot be read may hold a Deny", () => {
  const unread = planned("aws_iam_role_policy.app", { name: "app", role: "listener", policy: ref(`${SECRET}.arn`) });
  expect(decisive({}, unread)).toEqual(["permission-unknown at aws_iam_role_policy.app"]);
});

test("aws_iam_role_policies_exclusive removes what it does not list", () => {
  const exclusive = (names: string[]) =>
    planned("aws_iam_role_policies_exclusive.it", { role_name: "listener", policy_names: names });
  expect(decisive({}, exclusive(["consume"]))).toEqual([]);
  const taken = findings({}, exclusive([])).filter(({ rule }) => rule === "role-lacks-permission");
  expect(taken).toEqual([
    expect.objectContaining({
      resource: "aws_iam_role_policies_exclusive.it",
      explanation: expect.stringContaining(
        `: aws_iam_role_policies_exclusive.it does not list ${POLICY} and so takes it from the role.`,
      ),
      remedy: `List what ${POLICY} gives the role in aws_iam_role_policies_exclusive.it.`,
    }),
  ]);
});

describe("aws_iam_role_policy_attachments_exclusive removes what it does not list", () => {
  const mine = planned("aws_iam_policy.mine", {
    name: "mine",
    policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
  });
  const attached = (arn: unknown) => planned("aws_iam_role_policy_attachment.a", { role: "listener", policy_arn: arn });
  const exclusive = (...arns: unknown[]) =>
    planned("aws_iam_role_policy_attachments_exclusive.it", { role_name: "listener", policy_arns: arns });
  const MINE = ref("aws_iam_policy.mine.arn");
  const XRAY = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";
  const taken = lacks("aws_iam_role_policy_attachments_exclusive.it");

  test.each<[string, unknown, unknown[], string[]]>([
    ["an AWS policy that it lists", ADMIN, [XRAY, ADMIN], []],
    ["an AWS policy that it does not list", ADMIN, [XRAY], taken],
    ["a policy of the input that it lists", MINE, [MINE], []],
    ["a policy of the input beside one of AWS's", MINE, [XRAY], taken],
    ["a policy of the input beside one by ARN, which may be it", MINE, ["arn:aws:iam::123456789012:policy/mine"], []],
  ])("%s", (_, arn, listed, expected) => {
    const decided = decisive(none, mine, attached(arn), exclusive(...listed));
    expect(decided.filter((one) => one.startsWith("role-lacks-permission"))).toEqual(expected);
  });
});

test("a function or role elsewhere is unknown", () => {
  const elsewhere = "arn:aws:lambda:eu-west-1:123456789012:function:elsewhere";
  const found = only(
    findings({ "aws_lambda_event_source_mapping.orders": { function_name: elsewhere } }),
    "role-unknown",
  );
  expect(found.explanation).toBe(
    `The permissions of aws_lambda_event_source_mapping.orders cannot be judged: the function of aws_lambda_event_source_mapping.orders, ${elsewhere}, is not in this input: add its workspace's state.`,
  );
  expect(decisive({ [FUNCTION]: { role: "arn:aws:iam::123456789012:role/elsewhere" } })).toEqual([
    "role-unknown at aws_lambda_event_source_mapping.orders",
  ]);
});

test("a role that is only looked up is judged by what is shown of it", () => {
  const data = planned("data.aws_iam_role.listener", {
    name: "listener",
    arn: "arn:aws:iam::123456789012:role/listener",
    assume_role_policy: TRUST,
  });
  const changes = {
    [ROLE]: null,
    [FUNCTION]: { role: "arn:aws:iam::123456789012:role/listener" },
    [POLICY]: { role: "listener" },
  };
  expect(decisive(changes, data)).toEqual(["permission-unknown at data.aws_iam_role.listener"]);
});

test("an alias, a version and a name lead to the function", () => {
  const mapping = (function_name: unknown) => ({ "aws_lambda_event_source_mapping.orders": { function_name } });
  const alias = planned("aws_lambda_alias.live", { name: "live", function_name: ref(`${FUNCTION}.arn`) });
  expect(decisive(mapping(ref("aws_lambda_alias.live.arn")), alias)).toEqual([]);
  expect(decisive(mapping("listener"))).toEqual([]);
  expect(decisive(mapping("listener:live"))).toEqual([]);
});

/** The Deny that AWS documents to keep a function's code from what Lambda needs for it. */
const deny = (test: string, value: unknown) => ({
  effect: "Deny",
  actions: ["ec2:*", "mq:*", "secretsmanager:*"],
  resources: ["*"],
  condition: [{ test, variable: "lambda:SourceFunctionArn", values: [value] }],
});

describe("calls that Lambda makes for a mapping carry no lambda:SourceFunctionArn", () => {
  test.each([
    ["ArnEquals", "arn:aws:lambda:eu-west-1:123456789012:function:listener"],
    ["ArnLike", "arn:*:lambda:*:*:function:*"],
    ["StringEquals", ref(`${FUNCTION}.arn`)],
    ["ForAnyValue:ArnEquals", ref(`${FUNCTION}.arn`)],
  ])("so a Deny under %s %s takes nothing from it, and leaves nothing open", (test, value) => {
    expect(findings({ [DOCUMENT]: { statement: [...CONSUME, deny(test, value)] } })).toEqual([]);
  });

  test("so a Deny for every other function takes all of it", () => {
    const found = findings({ [DOCUMENT]: { statement: [...CONSUME, deny("ArnNotEquals", ref(`${FUNCTION}.arn`))] } });
    expect(only(found, "role-lacks-permission").explanation).toMatch(
      /^data\.aws_iam_policy_document\.consume denies mq:DescribeBroker, .* to aws_iam_role\.listener, and a Deny outweighs every Allow\.$/,
    );
  });

  test("so an Allow for the function's code alone gives it nothing", () => {
    const condition = [{ test: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [ref(`${FUNCTION}.arn`)] }];
    const statement = CONSUME.map((one) => (one.actions.includes("mq:DescribeBroker") ? { ...one, condition } : one));
    expect(only(findings({ [DOCUMENT]: { statement } }), "role-lacks-permission").explanation).toContain(
      "allows it under a condition that does not hold",
    );
  });

  test("but what it writes to the function's log does", () => {
    const forThe = (test: string, value: unknown) => [{ test, variable: "lambda:SourceFunctionArn", values: [value] }];
    const written = (condition: object) =>
      CONSUME.map((one) => (one.actions.includes("logs:PutLogEvents") ? { ...one, condition } : one));
    expect(findings({ [DOCUMENT]: { statement: written(forThe("ArnEquals", ref(`${FUNCTION}.arn`))) } })).toEqual([]);
    const other = "arn:aws:lambda:*:*:function:another";
    expect(findings({ [DOCUMENT]: { statement: written(forThe("ArnEquals", other)) } })).toMatchObject([
      { rule: "role-lacks-logs" },
    ]);
  });
});

test("logs are worth a warning only", () => {
  const statement = CONSUME.filter((one) => !one.actions.includes("logs:PutLogEvents"));
  const found = findings({ [DOCUMENT]: { statement } });
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([["role-lacks-logs", "warning"]]);
});
