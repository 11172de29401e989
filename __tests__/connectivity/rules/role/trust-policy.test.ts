import { decisive, findings, only, planned, ROLE, ref } from "../stack";

const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const trust = (...statements: unknown[]) => ({
  [ROLE]: { assume_role_policy: JSON.stringify({ Statement: statements }) },
});

test.each([
  ["the documented policy", statement],
  [
    "one of several services",
    { ...statement, Principal: { Service: ["edgelambda.amazonaws.com", "lambda.amazonaws.com"] } },
  ],
  ["any sts action", { ...statement, Action: ["sts:*"] }],
  ["everyone", { ...statement, Principal: "*" }],
  ["everyone but EC2", { ...statement, Principal: undefined, NotPrincipal: { Service: "ec2.amazonaws.com" } }],
])("%s lets Lambda assume the role", (_, given) => {
  expect(decisive(trust(given))).toEqual([]);
});

test.each([
  ["another service", { ...statement, Principal: { Service: "ec2.amazonaws.com" } }],
  ["Lambda@Edge alone", { ...statement, Principal: { Service: "edgelambda.amazonaws.com" } }],
  ["an account", { ...statement, Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
  ["another action", { ...statement, Action: "sts:TagSession" }],
  ["callers of an organization", { ...statement, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
  ["callers with an external id", { ...statement, Condition: { StringEquals: { "sts:ExternalId": "x" } } }],
])("a policy for %s does not", (_, given) => {
  expect(decisive(trust(given))).toEqual([`trust-policy at ${ROLE}`]);
});

test("the finding says what is wrong and what to do", () => {
  expect(
    only(findings(trust({ ...statement, Principal: { Service: "ec2.amazonaws.com" } })), "trust-policy"),
  ).toMatchObject({
    rule: "trust-policy",
    severity: "error",
    effect: "fails",
    kind: "outcome",
    resource: ROLE,
    constructPath: null,
    explanation: "The trust policy of aws_iam_role.listener does not let lambda.amazonaws.com assume it.",
    remedy: "Allow sts:AssumeRole to the service principal lambda.amazonaws.com in aws_iam_role.listener.",
  });
});

test("a Deny wins", () => {
  const found = only(findings(trust(statement, { ...statement, Effect: "Deny", Principal: "*" })), "trust-policy");
  expect(found.explanation).toBe(
    "The trust policy of aws_iam_role.listener denies sts:AssumeRole to lambda.amazonaws.com.",
  );
  expect(found.remedy).toBe("Except lambda.amazonaws.com from the Deny in aws_iam_role.listener.");
});

test.each([
  ["a source account", { ...statement, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }],
  ["a Regional spelling of Lambda", { ...statement, Principal: { Service: "lambda.eu-west-1.amazonaws.com" } }],
])("%s leaves it unknown", (_, given) => {
  expect(decisive(trust(given))).toEqual([`trust-policy-unknown at ${ROLE}`]);
});

test("a data source is the place to change, also when the plan knows its JSON", () => {
  const json = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ ...statement, Principal: { Service: "ec2.amazonaws.com" } }],
  });
  const document = planned("data.aws_iam_policy_document.trust", { json });
  const role = planned(
    ROLE,
    { name: "listener", path: "/", assume_role_policy: json },
    { dependsOn: [document.address], computed: ["arn", "id", "inline_policy", "managed_policy_arns"] },
  );
  expect(decisive({}, document, role)).toEqual([`trust-policy at ${document.address}`]);
});

test("a trust policy that is known after apply only is unknown", () => {
  expect(decisive({ [ROLE]: { assume_role_policy: ref("aws_security_group.broker.arn") } })).toEqual([
    `trust-policy-unknown at ${ROLE}`,
  ]);
});

test("a role without trust policy trusts nobody", () => {
  const found = only(findings({ [ROLE]: { assume_role_policy: undefined } }), "trust-policy");
  expect(found.explanation).toBe(
    "aws_iam_role.listener has no trust policy, so lambda.amazonaws.com may not assume it.",
  );
});
