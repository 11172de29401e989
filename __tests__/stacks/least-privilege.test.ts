import { optionIds } from "../support/expected-network";
import type { Block } from "../support/stack-view";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

interface Statement {
  readonly sid?: string;
  readonly effect?: "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: unknown;
}

/** The six that AWS documents for the mapping's interfaces. */
const mappingActions = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
];

/** The six that AWS documents for functions in a VPC. */
const vpcFunctionActions = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

test.each(optionIds)("%s: what each role may do, and nothing else", (id) => {
  const stack = synthesize(id);
  const inVpc = id !== "option-1-public-broker";
  const arn = (type: string, part = "") => stack.attribute(stack.one(type, part), "arn");
  const log = (part: string) => ({
    sid: "WriteLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${arn("aws_cloudwatch_log_group", part)}:*`],
  });
  const interfaces = (actions: readonly string[]) =>
    inVpc ? [{ sid: "HandleNetworkInterfaces", actions, resources: ["*"] }] : [];
  const lambdaArn = (resource: string) =>
    `arn:${stack.attribute(stack.oneDataSource("aws_partition"), "partition")}:lambda:us-east-1:${stack.attribute(stack.oneDataSource("aws_caller_identity"), "account_id")}:${resource}`;
  const ofCode = (name: string) =>
    inVpc
      ? [
          {
            sid: "KeepCodeFromNetworkInterfaces",
            effect: "Deny",
            actions: [...vpcFunctionActions, "ec2:DetachNetworkInterface"],
            resources: ["*"],
            condition: [
              {
                test: "ArnEquals",
                variable: "lambda:SourceFunctionArn",
                values: [lambdaArn(`function:${stack.one("aws_lambda_function", name).values.function_name}`)],
              },
            ],
          },
        ]
      : [];
  const read = (...resources: string[]) => ({
    sid: "ReadCredentials",
    actions: ["secretsmanager:GetSecretValue"],
    resources,
  });
  const [administrator, mapping, publisher] = ["administrator", "mapping-secret", "publisher-secret"].map((part) =>
    arn("aws_secretsmanager_secret", part),
  ) as [string, string, string];

  expect(statementsByRole(stack)).toEqual({
    listener: [
      log("listener"),
      ...interfaces(mappingActions),
      { sid: "FindBroker", actions: ["mq:DescribeBroker"], resources: [arn("aws_mq_broker")] },
      read(mapping),
    ],
    topology: [
      log("topology"),
      ...interfaces(vpcFunctionActions),
      ...ofCode("topology"),
      read(administrator, mapping, publisher),
      { sid: "WriteNewPasswords", actions: ["secretsmanager:PutSecretValue"], resources: [mapping, publisher] },
    ],
    publisher: [log("publisher"), ...interfaces(vpcFunctionActions), ...ofCode("publisher"), read(publisher)],
    ...(inVpc && {
      "interface-waiter": [
        log("interface-waiter"),
        { sid: "ListInterfaces", actions: ["ec2:DescribeNetworkInterfaces"], resources: ["*"] },
        {
          sid: "SeeWhichMappingsLive",
          actions: ["lambda:GetEventSourceMapping"],
          resources: [lambdaArn("event-source-mapping:*")],
        },
      ],
    }),
  });
});

test.each(optionIds)("%s: only the documented interface actions are allowed on everything", (id) => {
  const onEverything = Object.values(statementsByRole(synthesize(id)))
    .flat()
    .filter(({ effect, resources }) => effect !== "Deny" && resources.includes("*"))
    .flatMap(({ actions }) => actions);
  const documented = [...new Set([...mappingActions, ...vpcFunctionActions])].sort();
  expect([...new Set(onEverything)].sort()).toEqual(id === "option-1-public-broker" ? [] : documented);
});

test.each(optionIds)("%s: no wildcard in an action, no managed policy, Lambda alone assumes the roles", (id) => {
  const stack = synthesize(id);
  const roles = stack.resources("aws_iam_role");
  expect(
    Object.values(statementsByRole(stack))
      .flat()
      .flatMap(({ actions }) => actions)
      .filter((action) => action.includes("*")),
  ).toEqual([]);
  expect(stack.resources("aws_iam_role_policy_attachment")).toEqual([]);
  expect(roles.length).toBeGreaterThan(0);
  for (const role of roles) {
    expect(role.values).not.toHaveProperty("managed_policy_arns");
    expect(documentOf(stack, role.values.assume_role_policy).values.statement).toEqual([
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
  }
});

describe("what passes through the interface endpoints", () => {
  const byLambda = (action: string) => ({
    principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    actions: [action],
    resources: ["*"],
  });

  test.each(["option-4-isolated", "option-5-public-subnets"])(
    "%s: what AWS documents for a mapping, what our functions call, and nothing else",
    (id) => {
      const stack = synthesize(id);
      const ownArn = (service: string, region: string, resource: string) =>
        `arn:${stack.attribute(stack.oneDataSource("aws_partition"), "partition")}:${service}:${region}:${stack.attribute(stack.oneDataSource("aws_caller_identity"), "account_id")}:${resource}`;
      const byRoles = (role: string, actions: string[], secrets: string) => ({
        principals: [{ type: "*", identifiers: ["*"] }],
        actions,
        resources: [ownArn("secretsmanager", "us-east-1", `secret:mqesm-dev-${id}/${secrets}`)],
        condition: [
          {
            test: "ArnLike",
            variable: "aws:PrincipalArn",
            values: [role, `${role}-*`].map((name) => ownArn("iam", "", `role/mqesm-dev-${id}-${name}`)),
          },
        ],
      });
      const [read, write] = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"] as const;

      expect(
        Object.fromEntries(
          stack
            .resources("aws_vpc_endpoint")
            .map((endpoint) => [stack.shortName(endpoint), documentOf(stack, endpoint.values.policy).values.statement]),
        ),
      ).toEqual({
        sts: [byLambda("sts:AssumeRole")],
        lambda: [byLambda("lambda:InvokeFunction")],
        secretsmanager: [
          byRoles("listener", [read], "mapping-*"),
          byRoles("topology", [read, write], "*-*"),
          byRoles("publisher", [read], "publisher-*"),
        ],
      });
    },
  );

  test("option 2: everything, for private DNS sends all of the VPC's calls there", () => {
    const endpoints = synthesize("option-2-default-vpc").resources("aws_vpc_endpoint");
    expect(endpoints).toHaveLength(3);
    for (const { values } of endpoints) {
      expect(values).not.toHaveProperty("policy");
    }
  });
});

test("a plan shows what policies say: none is made by jsonencode", () => {
  for (const id of optionIds) {
    const stack = synthesize(id);
    const policies = ["aws_iam_role_policy", "aws_vpc_endpoint"].flatMap((type) => stack.resources(type));
    for (const { values } of policies.filter(({ values }) => "policy" in values)) {
      expect(values.policy).toMatch(/^\$\{data\.aws_iam_policy_document\.[\w-]+\.json\}$/);
    }
  }
});

/** The statements of each role's only policy, by the role's short name. */
function statementsByRole(stack: SynthesizedStack): Record<string, readonly Statement[]> {
  const entries = stack.resources("aws_iam_role").map((role) => {
    const policies = stack
      .resources("aws_iam_role_policy")
      .filter(({ values }) => values.role === stack.attribute(role, "id"));
    const statements = policies.flatMap(
      ({ values }) => documentOf(stack, values.policy).values.statement as readonly Statement[],
    );
    return [stack.shortName(role), statements] as const;
  });
  return Object.fromEntries(entries);
}

function documentOf(stack: SynthesizedStack, json: unknown): Block {
  const document = stack.findMeant("aws_iam_policy_document", json, "json");
  if (document === undefined) {
    throw new Error(`${json} is no policy document of this stack.`);
  }
  return document;
}
