import { DependencyGraph } from "../support/dependency-graph";
import { policiesOf, statementsOf } from "../support/iam-roles";
import type { Block } from "../support/stack-view";
import { synthesize } from "../support/synthesized-stack";

const id = "run-task";
const given = { runTask: true, region: "eu-west-1" };
const stack = synthesize(id, given);

const functions = ["receiver", "judge", "last-word"] as const;
type FunctionOfTask = (typeof functions)[number];

const lambda = (name: FunctionOfTask) => stack.one("aws_lambda_function", `${name}_function`);
const arnOf = (block: Block) => stack.attribute(block, "arn");
const secret = stack.one("aws_secretsmanager_secret");
const api = stack.one("aws_apigatewayv2_api");
const permission = stack.one("aws_lambda_permission");

describe("what each function may do, and nothing else", () => {
  const logs = (name: FunctionOfTask) => ({
    sid: "WriteLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${arnOf(stack.one("aws_cloudwatch_log_group", `${name}_log-group`))}:*`],
  });

  test.each([
    [
      "receiver",
      [
        { sid: "ReadKey", actions: ["secretsmanager:GetSecretValue"], resources: [arnOf(secret)] },
        { sid: "HaveJudged", actions: ["lambda:InvokeFunction"], resources: [arnOf(lambda("judge"))] },
      ],
    ],
    ["judge", [{ sid: "HaveLastWord", actions: ["lambda:InvokeFunction"], resources: [arnOf(lambda("last-word"))] }]],
    ["last-word", []],
  ] as const)("%s", (name, statements) => {
    const role = stack.one("aws_iam_role", `${name}_role`);
    expect(Object.values(policiesOf(stack, role))).toEqual([[logs(name), ...statements]]);
    expect(statementsOf(stack, role.values.assume_role_policy)).toEqual([
      { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] },
    ]);
  });

  test("there are three roles, no managed policy, and nobody may do something to everything", () => {
    expect(stack.resources("aws_iam_role")).toHaveLength(functions.length);
    expect(stack.resources("aws_iam_role_policy_attachment")).toEqual([]);
    const statements = stack.resources("aws_iam_role").flatMap((role) => Object.values(policiesOf(stack, role)).flat());
    expect(statements.filter(({ resources }) => resources.includes("*"))).toEqual([]);
  });
});

describe("what is on the internet", () => {
  test("is one method of one path, which the receiver answers", () => {
    expect(api.values).toMatchObject({ protocol_type: "HTTP", name: "mqesm-dev-run-task" });
    expect(api.values).not.toHaveProperty("cors_configuration");
    expect(stack.resources("aws_apigatewayv2_route").map(({ values }) => values.route_key)).toEqual(["POST /run-task"]);
    const integration = stack.one("aws_apigatewayv2_integration");
    expect(integration.values).toMatchObject({
      integration_type: "AWS_PROXY",
      integration_uri: stack.attribute(lambda("receiver"), "invoke_arn"),
      payload_format_version: "2.0",
    });
    expect(stack.one("aws_apigatewayv2_route").values.target).toBe(
      `integrations/${stack.attribute(integration, "id")}`,
    );
  });

  test("may invoke the receiver for that, and nobody else may invoke anything", () => {
    const stage = stack.one("aws_apigatewayv2_stage");
    expect(stack.resources("aws_lambda_permission")).toEqual([permission]);
    expect(permission.values).toMatchObject({
      function_name: stack.attribute(lambda("receiver"), "function_name"),
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      source_arn: `${stack.attribute(api, "execution_arn")}/${stack.attribute(stage, "name")}/POST/run-task`,
    });
    expect(stack.resources("aws_lambda_function_url")).toEqual([]);
  });

  test("is slowed down by the API, whoever sends", () => {
    expect(stack.one("aws_apigatewayv2_stage").values).toMatchObject({
      name: "$default",
      auto_deploy: true,
      default_route_settings: { throttling_rate_limit: 20, throttling_burst_limit: 100 },
    });
  });
});

describe("the key", () => {
  test("is put into an empty secret by people: no value of it is in a plan or in state", () => {
    expect(secret.values).toMatchObject({ name_prefix: "mqesm-dev-run-task/hmac-key-" });
    expect(stack.resources("aws_secretsmanager_secret_version")).toEqual([]);
    expect(stack.dataSources("aws_secretsmanager_random_password")).toEqual([]);
  });

  test("is told to the receiver by its secret's name, and to no other function", () => {
    const told = functions.filter((name) => JSON.stringify(lambda(name).values.environment ?? {}).includes("SECRET"));
    expect(told).toEqual(["receiver"]);
  });
});

test("each function is told what it needs", () => {
  const environments = functions.map((name) => lambda(name).values.environment);
  expect(environments).toEqual([
    {
      variables: {
        HMAC_KEY_SECRET_ARN: arnOf(secret),
        JUDGE_FUNCTION: stack.attribute(lambda("judge"), "function_name"),
        HCP_HOSTNAME: "app.terraform.io",
      },
    },
    { variables: { UNKNOWN: "fail", ASSUME: "[]" } },
    undefined,
  ]);
  const other = synthesize(id, {
    ...given,
    stateHostname: "tfe.example.com",
    runTaskUnknown: "pass",
    runTaskAssume: ['module.net["a"].aws_vpc.v:dns-support'],
  });
  const variables = (name: FunctionOfTask) =>
    (other.one("aws_lambda_function", `${name}_function`).values.environment as { variables: object }).variables;
  expect(variables("receiver")).toMatchObject({ HCP_HOSTNAME: "tfe.example.com" });
  expect(variables("judge")).toEqual({ UNKNOWN: "pass", ASSUME: '["module.net[\\"a\\"].aws_vpc.v:dns-support"]' });
});

test("the judge has a whole processor, and the others do not need one", () => {
  expect(functions.map((name) => lambda(name).values.memory_size)).toEqual([256, 1769, 256]);
});

describe("a judgement that comes to no end", () => {
  const invocations = stack.one("aws_lambda_function_event_invoke_config");

  test("is tried once more, and then told by another function", () => {
    expect(invocations.values).toMatchObject({
      function_name: stack.attribute(lambda("judge"), "function_name"),
      maximum_retry_attempts: 1,
      destination_config: { on_failure: { destination: arnOf(lambda("last-word")) } },
    });
    expect(stack.resources("aws_lambda_function_event_invoke_config")).toHaveLength(1);
  });

  // https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/permissions
  test("is told within the ten minutes for which HCP Terraform listens, however long it waited and took", () => {
    const { maximum_event_age_in_seconds: wait } = invocations.values as Record<string, number>;
    const [judging, lastWord] = (["judge", "last-word"] as const).map((name) => Number(lambda(name).values.timeout));
    expect(Number(wait) + Number(judging)).toBeLessThanOrEqual(540);
    // It tries for a minute: the rest is room for starting.
    expect(lastWord).toBeGreaterThan(60);
  });

  test("is told of whatever gets through: nobody reaches the receiver before that is set up", () => {
    const graph = new DependencyGraph(stack);
    expect(graph.creationOrder()).toHaveLength(stack.managed.length + stack.data.length);
    const needs = graph.needsOf(permission.address);
    expect(needs).toContain(invocations.address);
    expect(graph.needsOf(invocations.address)).toContain(stack.one("aws_iam_role_policy", "judge_policy").address);
  });
});

test("its outputs are what people need to set it up", () => {
  const arn = arnOf(secret);
  expect(Object.fromEntries(Object.entries(stack.json.output).map(([key, { value }]) => [key, value]))).toEqual({
    url: `${stack.attribute(api, "api_endpoint")}/run-task`,
    hmac_key_secret_arn: arn,
    put_hmac_key_command: `openssl rand -hex 64 | aws secretsmanager put-secret-value --region eu-west-1 --secret-id ${arn} --secret-string file:///dev/stdin`,
    log_groups: functions.map((name) =>
      stack.attribute(stack.one("aws_cloudwatch_log_group", `${name}_log-group`), "name"),
    ),
  });
});
