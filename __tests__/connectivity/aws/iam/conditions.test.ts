import { AwsLocations } from "../../../../connectivity/aws/iam/aws-location";
import { matchConditions } from "../../../../connectivity/aws/iam/conditions";
import { contextOfRole, contextOfService } from "../../../../connectivity/aws/iam/context";
import type { Condition, Term } from "../../../../connectivity/aws/iam/document";
import { arnSubject } from "../../../../connectivity/aws/iam/role-subject";
import { instanceAt, modelOf, planned } from "./plan-builder";

const model = modelOf(planned("aws_iam_role.listener", { name: "listener", path: "/" }));
const role = instanceAt(model, "aws_iam_role.listener");
const locations = new AwsLocations(model);
const service = contextOfService("lambda.amazonaws.com", role, locations);
const own = contextOfRole(arnSubject(role, locations), role, locations);

const term = (text: string): Term => ({ kind: "text", text });

function condition(operator: string, key: string, ...values: string[]): Condition {
  return { operator: term(operator), key: term(key), values: { items: values.map(term), open: null } };
}

test.each([
  ["StringEquals", "aws:PrincipalOrgID", ["o-1"], "no"],
  ["StringEqualsIfExists", "aws:PrincipalOrgID", ["o-1"], "yes"],
  ["StringNotEquals", "aws:PrincipalOrgID", ["o-1"], "yes"],
  ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", ["o-1/*"], "yes"],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-1/*"], "no"],
  ["StringEquals", "aws:PrincipalAccount", ["123456789012"], "no"],
  ["StringEquals", "aws:PrincipalTag/team", ["orders"], "no"],
  ["Bool", "aws:PrincipalIsAWSService", ["true"], "yes"],
  ["Bool", "aws:PrincipalIsAWSService", ["false"], "no"],
  ["Bool", "aws:SecureTransport", ["True"], "yes"],
  ["Bool", "aws:MultiFactorAuthPresent", ["true"], "no"],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["true"], "yes"],
  ["Null", "aws:PrincipalOrgID", ["true"], "yes"],
  ["Null", "aws:PrincipalOrgID", ["false"], "no"],
  ["StringEquals", "sts:ExternalId", ["secret"], "no"],
  ["StringEquals", "aws:RequestedRegion", ["eu-west-1", "us-east-1"], "yes"],
  ["StringNotEquals", "aws:RequestedRegion", ["eu-west-1"], "no"],
  ["StringLike", "aws:RequestedRegion", ["eu-*"], "yes"],
  ["StringEquals", "aws:RequestedRegion", ["eu-*"], "no"],
  ["StringEqualsIgnoreCase", "AWS:requestedregion", ["EU-WEST-1"], "yes"],
  ["NumericLessThan", "aws:SecureTransport", ["1"], "unknown"],
  ["StringEquals", "aws:SourceAccount", ["123456789012"], "unknown"],
  ["ArnLike", "aws:SourceArn", ["arn:aws:lambda:*"], "unknown"],
  ["StringEquals", "constructor", ["x"], "unknown"],
  ["constructor", "aws:SecureTransport", ["true"], "unknown"],
] as const)("Lambda's own call under %s %s %j: %s", (operator, key, values, expected) => {
  expect(matchConditions([condition(operator, key, ...values)], service, () => {})).toBe(expected);
});

test.each([
  ["Bool", "aws:PrincipalIsAWSService", ["true"], "no"],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/listener"], "yes"],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/other"], "no"],
  ["ArnEquals", "aws:PrincipalArn", ["arn:aws:iam::123456789012:role/listener"], "unknown"],
  ["StringEquals", "aws:PrincipalOrgID", ["o-1"], "unknown"],
  ["StringEquals", "aws:SourceVpc", ["vpc-1"], "unknown"],
  ["ArnEquals", "lambda:SourceFunctionArn", ["arn:aws:lambda:*:*:function:orders"], "no"],
  ["ArnNotEquals", "lambda:SourceFunctionArn", ["arn:aws:lambda:*:*:function:orders"], "yes"],
  ["ArnNotEqualsIfExists", "lambda:SourceFunctionArn", ["arn:aws:lambda:*:*:function:orders"], "yes"],
  ["Null", "lambda:SourceFunctionArn", ["true"], "yes"],
] as const)("a call by the role under %s %s %j: %s", (operator, key, values, expected) => {
  expect(matchConditions([condition(operator, key, ...values)], own, () => {})).toBe(expected);
});

test("all conditions have to hold", () => {
  const holds = condition("Bool", "aws:SecureTransport", "true");
  const open = condition("StringEquals", "aws:SourceAccount", "123456789012");
  const fails = condition("StringEquals", "aws:PrincipalOrgID", "o-1");
  expect(matchConditions([], service, () => {})).toBe("yes");
  expect(matchConditions([holds, open], service, () => {})).toBe("unknown");
  expect(matchConditions([holds, open, fails], service, () => {})).toBe("no");
});
