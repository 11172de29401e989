import { contextOfRole } from "../../aws/iam/context";
import { emptyDocument, type PolicySource } from "../../aws/iam/document";
import type { Documents } from "../../aws/iam/documents";
import { evaluate } from "../../aws/iam/evaluate";
import type { Iam } from "../../aws/iam/iam";
import { roleCaller } from "../../aws/iam/role-subject";
import { distinct } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import { isLeftToAws, textOf } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

export const secretPolicyUnknown = rule({
  code: "secret-policy-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the secret's policy denies the function's role is not known",
  meaning: "The secret's resource policy, or a condition in it, depends on what the input does not show.",
  example:
    'condition { # Effect = "Deny"\n  test     = "StringNotEquals"\n  variable = "aws:SourceVpc"\n  values   = ["vpc-0123456789abcdef0"]\n}',
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
});

/** A secret's own policy that denies. That it allows nothing is no matter: the role's policies may. */
export const secretPolicy = rule({
  code: "secret-policy",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The secret's policy denies the function's role",
  meaning: "An explicit Deny in the secret's resource policy outweighs whatever the role is allowed.",
  example:
    'resource "aws_secretsmanager_secret_policy" "broker" {\n  secret_arn = aws_secretsmanager_secret.broker.arn\n  policy = jsonencode({\n    Statement = [{ Effect = "Deny", Principal = "*", Action = "secretsmanager:*", Resource = "*" }]\n  })\n}',
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  check({ credentials, functionAndRole, iam }: Subjects, found) {
    const secret = credentials?.secret;
    const role = functionAndRole.role.instance;
    if (!credentials || !secret || role === null) return [];
    const sources = policiesOf(secret, iam);
    const caller = roleCaller(role, iam.locations);
    const decision = evaluate(sources, {
      action: "secretsmanager:GetSecretValue",
      resource: credentials.subject,
      caller,
      context: contextOfRole(caller.role, secret, iam.locations),
    });
    const facts = { secret: secret.address, role: role.address };
    if (decision.denies === "yes") {
      const place = decision.deniedBy?.origin ?? secret;
      return [found(place, { place: place.address, ...facts })];
    }
    if (decision.denies === "no") return [];
    return [secretPolicyUnknown.found(sources[0]?.carrier ?? secret, facts, distinct(decision.missing))];
  },
});

function policiesOf(secret: Instance, { documents, referrers }: Iam): readonly PolicySource[] {
  const ties = referrers.of(secret, "aws_secretsmanager_secret_policy", "secret_arn");
  const separate = ties.map(({ instance: policy, doubt }): PolicySource => {
    const read = documents.of(policy.get("policy"), policy);
    return { carrier: policy, alternatives: doubt === null ? read : [...read, emptyDocument(policy)] };
  });
  return ties.some(({ doubt }) => doubt === null) ? separate : [...separate, ...ownPolicy(secret, documents)];
}

function ownPolicy(secret: Instance, documents: Documents): readonly PolicySource[] {
  const own = secret.get("policy");
  if (isLeftToAws(secret, "policy") || textOf(own)?.trim() === "{}") return [];
  return [{ carrier: secret, alternatives: documents.of(own, secret) }];
}
