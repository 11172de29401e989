import { Documents } from "../../../../connectivity/aws/iam/documents";
import { type Decision, evaluate } from "../../../../connectivity/aws/iam/evaluate";
import type { Request } from "../../../../connectivity/aws/iam/request";
import { plainSubject } from "../../../../connectivity/aws/iam/subject";
import { withRemedy } from "../../../../connectivity/wording/clauses";
import { instanceAt, modelOf, planned } from "./plan-builder";

const holder = instanceAt(modelOf(planned("aws_iam_role_policy.consume")), "aws_iam_role_policy.consume");

function decide(statements: unknown, request: Partial<Request> = {}): Decision {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const alternatives = new Documents().of({ kind: "scalar", value: policy }, holder);
  return evaluate([{ carrier: holder, alternatives }], {
    action: "mq:DescribeBroker",
    resource: plainSubject("arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1", {
      kind: "arn",
      of: "aws_mq_broker.orders",
    }),
    caller: null,
    context: () => undefined,
    ...request,
  });
}

const allow = { Effect: "Allow", Action: "mq:DescribeBroker", Resource: "*" };

test.each([
  ["the action itself", { Action: "mq:DescribeBroker" }],
  ["any case", { Action: "MQ:describebroker" }],
  ["one of several", { Action: ["s3:*", "mq:Describe*"] }],
  ["a question mark", { Action: "mq:DescribeBroke?" }],
  ["every action", { Action: "*" }],
  ["all other actions", { Action: undefined, NotAction: ["iam:*", "s3:*"] }],
  ["the ARN", { Resource: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1" }],
  ["all other ARNs", { Resource: undefined, NotResource: "arn:aws:mq:*:*:broker:payments:*" }],
])("an Allow by %s allows", (_, change) => {
  expect(decide({ ...allow, ...change }).verdict).toBe("yes");
});

test.each([
  ["another action", { Action: "mq:ListBrokers" }],
  ["a shorter action", { Action: "mq:DescribeBroke" }],
  ["all actions but this", { Action: undefined, NotAction: "mq:*" }],
  ["another resource", { Resource: "arn:aws:mq:eu-west-1:123456789012:broker:payments:*" }],
  ["all resources but this", { Resource: undefined, NotResource: "arn:aws:mq:*:*:broker:orders:*" }],
  ["no resource", { Resource: undefined }],
])("an Allow of %s does not", (_, change) => {
  const decision = decide({ ...allow, ...change });
  expect(decision.verdict).toBe("no");
  expect(decision.deniedBy).toBeNull();
});

test("nothing allows nothing", () => {
  expect(
    evaluate([], { action: "mq:DescribeBroker", resource: null, caller: null, context: () => undefined }).verdict,
  ).toBe("no");
});

test("a statement without principal is for nobody", () => {
  const caller = { kind: "service", service: "lambda.amazonaws.com" } as const;
  expect(decide({ ...allow, Principal: { Service: "lambda.amazonaws.com" } }, { caller }).verdict).toBe("yes");
  expect(decide(allow, { caller }).verdict).toBe("no");
});

test("a Deny outweighs every Allow", () => {
  const decision = decide([allow, { Effect: "Deny", Action: "mq:*", Resource: "*" }]);
  expect(decision.verdict).toBe("no");
  expect(decision.deniedBy?.origin.address).toBe("aws_iam_role_policy.consume");
});

test("a Deny under a condition that cannot be decided leaves it unknown", () => {
  const deny = {
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
  };
  const decision = decide([allow, deny]);
  expect(decision.verdict).toBe("unknown");
  expect(decision.missing.map(withRemedy)).toEqual([
    "the condition on aws:SourceIp depends on what only the request shows",
  ]);
});

test("what is not allowed anyway stays denied whatever a Deny comes to", () => {
  const deny = {
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
  };
  expect(decide([{ ...allow, Action: "s3:*" }, deny]).verdict).toBe("no");
});

test("an Allow that misses by one element says which", () => {
  const [miss] = decide({ ...allow, Resource: "arn:aws:mq:*:*:broker:payments:*" }).nearMisses;
  expect(miss).toMatchObject({ element: "resource", document: { origin: { address: "aws_iam_role_policy.consume" } } });
});

test.each([
  ["not JSON", "{"],
  ["no document", '"text"'],
  ["no statements", '{"Version":"2012-10-17"}'],
  ["prototype keys", '{"__proto__":{"Statement":[]},"constructor":{"Statement":[]}}'],
  ["too long for AWS", JSON.stringify({ Statement: [{ ...allow, Sid: "x".repeat(70_000) }] })],
])("a policy that is %s is unknown", (_, text) => {
  const alternatives = new Documents().of({ kind: "scalar", value: text }, holder);
  const request = { action: "mq:DescribeBroker", resource: null, caller: null, context: () => undefined };
  const decision = evaluate([{ carrier: holder, alternatives }], request);
  expect(decision.verdict).toBe("unknown");
  expect(decision.missing.map(withRemedy)).toEqual([
    "the policy of aws_iam_role_policy.consume is not a JSON policy document",
  ]);
});

test.each([
  ["a number", 7],
  ["without effect", { Action: "*", Resource: "*" }],
  ["of an unknown effect", { ...allow, Effect: "allow" }],
  ["without action", { Effect: "Allow", Resource: "*" }],
])("a statement that is %s is unknown", (_, statement) => {
  expect(decide([statement]).verdict).toBe("unknown");
});

test.each([
  ["resource", { Resource: [7, {}] }],
  ["action", { Action: { a: 1 } }],
  ["condition", { Condition: "sometimes" }],
  ["condition's values", { Condition: { StringEquals: { "aws:SecureTransport": {} } } }],
])("an odd %s is unknown", (_, change) => {
  expect(decide({ ...allow, ...change }).verdict).toBe("unknown");
});
