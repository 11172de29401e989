import { contextOfService } from "../../aws/iam/context";
import { evaluate } from "../../aws/iam/evaluate";
import { LAMBDA } from "../../aws/iam/poller-calls";
import { distinct } from "../../causes/missing-fact";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

export const roleUnknown = rule({
  code: "role-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "The function or its role is not in the input",
  meaning: "The function's role decides whether Lambda can poll. Add the state or plan of the workspace that holds it.",
  example: 'function_name = "arn:aws:lambda:eu-west-1:123456789012:function:orders"',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
});

export const trustPolicyUnknown = rule({
  code: "trust-policy-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether Lambda may assume the function's role is not known",
  meaning: "The role's trust policy, or a condition in it, depends on what the input does not show.",
  example: 'condition {\n  test     = "StringEquals"\n  variable = "aws:SourceAccount"\n  values   = [var.account]\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
});

/** A trust policy that does not let Lambda assume the role. */
export const trustPolicy = rule({
  code: "trust-policy",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "Lambda may not assume the function's role",
  meaning: "The role's trust policy has to allow sts:AssumeRole to the service principal lambda.amazonaws.com.",
  example:
    'principals {\n  type        = "Service"\n  identifiers = ["ec2.amazonaws.com"] # lambda.amazonaws.com needed\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  check({ mapping, functionAndRole, iam }: Subjects, found) {
    const role = functionAndRole.role.instance;
    const { missing } = functionAndRole.role;
    if (role === null) {
      return [roleUnknown.found(mapping, { mapping: mapping.address }, missing === null ? [] : [missing])];
    }
    const alternatives = iam.documents.of(role.get("assume_role_policy"), role);
    const [document] = alternatives;
    if (document === undefined) {
      return role.mode === "managed"
        ? [found(role, { role: role.address, wrong: "none" })]
        : [trustPolicyUnknown.found(role, { role: role.address, open: "not-shown" })];
    }
    const decision = evaluate([{ carrier: role, alternatives }], {
      action: "sts:AssumeRole",
      resource: null,
      caller: { kind: "service", service: LAMBDA },
      context: contextOfService(LAMBDA, role, iam.locations),
    });
    if (decision.verdict === "yes") return [];
    const place = decision.deniedBy?.origin ?? (alternatives.length === 1 ? document.origin : role);
    if (decision.verdict === "unknown") {
      const facts = { role: role.address, open: "policy" } as const;
      return [trustPolicyUnknown.found(place, facts, distinct(decision.missing))];
    }
    const wrong = decision.deniedBy === null ? "not-allowed" : "denied";
    const isConditional = decision.nearMisses.some(({ element }) => element === "condition");
    return [found(place, { role: role.address, wrong, place: place.address, isConditional })];
  },
});
