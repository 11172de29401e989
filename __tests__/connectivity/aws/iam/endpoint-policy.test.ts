import { judgeEndpointPolicy } from "../../../../connectivity/aws/iam/endpoint-policy";
import { Iam } from "../../../../connectivity/aws/iam/iam";
import { wordsOf } from "../../../../connectivity/wording/causes/causes";
import { instanceAt, modelOf, planned, ref } from "./plan-builder";

type Service = "sts" | "lambda" | "secretsmanager";

const STACK = [
  planned("aws_iam_role.listener", { name: "listener", path: "/" }),
  planned("aws_lambda_function.listener", { function_name: "listener", role: ref("aws_iam_role.listener.arn") }),
  planned("aws_secretsmanager_secret.broker", { name: "orders/broker" }),
  planned("aws_lambda_event_source_mapping.orders", {
    function_name: ref("aws_lambda_function.listener.arn"),
    source_access_configuration: [{ type: "BASIC_AUTH", uri: ref("aws_secretsmanager_secret.broker.arn") }],
  }),
];

function judge(service: Service, endpoint: Record<string, unknown>, ...more: ReturnType<typeof planned>[]) {
  const model = modelOf(
    ...STACK,
    planned("aws_vpc_endpoint.it", endpoint, { computed: ["arn", "id", "policy"] }),
    ...more,
  );
  const mapping = instanceAt(model, "aws_lambda_event_source_mapping.orders");
  const judgement = judgeEndpointPolicy(instanceAt(model, "aws_vpc_endpoint.it"), service, mapping, new Iam(model));
  const [why, ...others] = judgement.causes;
  expect(others).toEqual([]);
  return { verdict: judgement.verdict, ...(why && { resource: why.resource, ...wordsOf(why) }) };
}

const policyOf = (...statements: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** What AWS's page shows for STS. */
const documented = {
  Effect: "Allow",
  Principal: { Service: ["lambda.amazonaws.com"] },
  Action: "sts:AssumeRole",
  Resource: "*",
};

test.each(["sts", "lambda", "secretsmanager"] as const)(
  "an endpoint for %s without policy lets everything pass",
  (service) => {
    expect(judge(service, {})).toEqual({ verdict: "yes" });
  },
);

test.each([
  ["AWS's documented policy", documented, "yes"],
  ["everyone", { ...documented, Principal: "*" }, "yes"],
  ["everyone, as AWS", { ...documented, Principal: { AWS: "*" } }, "yes"],
  ["every action", { ...documented, Action: "*" }, "yes"],
  ["the account", { ...documented, Principal: { AWS: "arn:aws:iam::123456789012:root" } }, "no"],
  ["another service", { ...documented, Principal: { Service: "ec2.amazonaws.com" } }, "no"],
  ["another action", { ...documented, Action: "sts:GetCallerIdentity" }, "no"],
  [
    "the own organization",
    { ...documented, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    "no",
  ],
  [
    "the own account as a condition",
    { ...documented, Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } },
    "no",
  ],
  ["another role", { ...documented, Resource: "arn:aws:iam::*:role/other" }, "no"],
  [
    "the role alone, which AWS does not document",
    { ...documented, Resource: "arn:aws:iam::*:role/listener" },
    "unknown",
  ],
  [
    "a source account",
    { ...documented, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } },
    "unknown",
  ],
])("STS, open to %s", (_, statement, verdict) => {
  expect(judge("sts", { policy: policyOf(statement) }).verdict).toBe(verdict);
});

test("a refusal names the endpoint, the call and the remedy", () => {
  const account = { ...documented, Principal: { AWS: "123456789012" }, Action: "sts:*" };
  expect(judge("sts", { policy: policyOf(account) })).toEqual({
    verdict: "no",
    resource: "aws_vpc_endpoint.it",
    explanation:
      "The policy of aws_vpc_endpoint.it does not allow sts:AssumeRole to the service principal lambda.amazonaws.com: its statement is for other principals.",
    remedy:
      'Allow sts:AssumeRole to the service principal lambda.amazonaws.com on "*" in the policy of aws_vpc_endpoint.it.',
  });
});

test("the perimeter that spares AWS's services lets Lambda pass", () => {
  const perimeter = {
    Effect: "Deny",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
  const open = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  expect(judge("sts", { policy: policyOf(open, perimeter) }).verdict).toBe("yes");
  const orgOnly = { ...perimeter, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } };
  expect(judge("lambda", { policy: policyOf(open, orgOnly) })).toMatchObject({
    verdict: "no",
    explanation:
      "The policy of aws_vpc_endpoint.it denies lambda:InvokeFunction to the service principal lambda.amazonaws.com.",
    remedy: "Except the service principal lambda.amazonaws.com from the Deny in the policy of aws_vpc_endpoint.it.",
  });
});

const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue" };

test.each([
  ["everyone", { ...read, Principal: "*", Resource: "*" }, "yes"],
  [
    "the secret",
    { ...read, Principal: "*", Resource: "arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker-*" },
    "yes",
  ],
  ["another secret", { ...read, Principal: "*", Resource: "arn:aws:secretsmanager:*:*:secret:payments-*" }, "no"],
  [
    "Lambda, which is not who reads it",
    { ...read, Principal: { Service: "lambda.amazonaws.com" }, Resource: "*" },
    "no",
  ],
  ["another role", { ...read, Principal: { AWS: "arn:aws:iam::123456789012:role/other" }, Resource: "*" }, "no"],
  ["an account that may be the role's", { ...read, Principal: { AWS: "123456789012" }, Resource: "*" }, "unknown"],
  [
    "an organization",
    { ...read, Principal: "*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    "unknown",
  ],
])("Secrets Manager, open to %s", (_, statement, verdict) => {
  expect(judge("secretsmanager", { policy: policyOf(statement) }).verdict).toBe(verdict);
});

test("the role's ARN in a data source is the role", () => {
  const document = planned(
    "data.aws_iam_policy_document.endpoint",
    {
      statement: [
        {
          actions: ["secretsmanager:GetSecretValue"],
          resources: [ref("aws_secretsmanager_secret.broker.arn")],
          principals: [{ type: "AWS", identifiers: [ref("aws_iam_role.listener.arn")] }],
        },
      ],
    },
    { computed: ["json", "id"] },
  );
  expect(judge("secretsmanager", { policy: ref("data.aws_iam_policy_document.endpoint.json") }, document).verdict).toBe(
    "yes",
  );
});

test("aws_vpc_endpoint_policy stands above the endpoint's own", () => {
  const separate = planned("aws_vpc_endpoint_policy.it", {
    vpc_endpoint_id: ref("aws_vpc_endpoint.it.id"),
    policy: policyOf({ ...documented, Principal: { Service: "ec2.amazonaws.com" } }),
  });
  const judged = judge("sts", { policy: policyOf(documented) }, separate);
  expect(judged).toMatchObject({ verdict: "no", resource: "aws_vpc_endpoint_policy.it" });
});

test("a policy that the plan destroys no longer counts, though the endpoint still reports it", () => {
  const closed = policyOf({ ...documented, Principal: { Service: "ec2.amazonaws.com" } });
  const gone = planned(
    "aws_vpc_endpoint_policy.it",
    {},
    { actions: ["delete"], before: { vpc_endpoint_id: "vpce-1", policy: closed } },
  );
  expect(judge("sts", { id: "vpce-1", policy: closed }, gone).verdict).toBe("yes");
  expect(judge("sts", { id: "vpce-1", policy: closed }).verdict).toBe("no");
});

test("a policy that is known after apply only is unknown", () => {
  const judged = judge("sts", { policy: ref("aws_iam_role.listener.arn") });
  expect(judged.verdict).toBe("unknown");
  expect(judged.explanation).toContain("depends on aws_iam_role.listener.arn and is known after apply only");
});
