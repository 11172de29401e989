import { tiesTo } from "../../aws/iam/backlinks";
import { contextOfRole } from "../../aws/iam/context";
import { emptyDocument, type PolicySource } from "../../aws/iam/document";
import { documentsOf } from "../../aws/iam/documents";
import { evaluate } from "../../aws/iam/evaluate";
import { roleCaller } from "../../aws/iam/role-subject";
import { isLeftBlank, isUnset, text } from "../../aws/iam/values";
import { distinct } from "../../causes/missing-fact";
import type { Subjects } from "../../rules/subjects";
import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";

/** Whether the secret's own policy denies the listener's role. That it allows nothing is no matter: the role's policies may. */
export function secretPolicy({ credentials, listener, model }: Subjects): readonly Finding[] {
  const secret = credentials?.secret;
  const role = listener.role.instance;
  if (!credentials || !secret || role === null) return [];
  const sources = policiesOf(secret, model);
  const caller = roleCaller(role, model);
  const decision = evaluate(sources, {
    action: "secretsmanager:GetSecretValue",
    resource: credentials.subject,
    caller,
    context: contextOfRole(caller.role, secret, model),
  });
  const facts = { secret: secret.address, role: role.address };
  if (decision.denies === "yes") {
    const place = decision.deniedBy?.origin ?? secret;
    return [finding("secret-policy", place, { place: place.address, ...facts })];
  }
  if (decision.denies === "no") return [];
  return [finding("secret-policy-unknown", sources[0]?.carrier ?? secret, facts, distinct(decision.missing))];
}

function policiesOf(secret: Instance, model: Model): readonly PolicySource[] {
  const ties = tiesTo(secret, "aws_secretsmanager_secret_policy", "secret_arn", model);
  const separate = ties.map(({ instance: policy, doubt }): PolicySource => {
    const documents = documentsOf(policy.get("policy"), policy);
    return { carrier: policy, alternatives: doubt === null ? documents : [...documents, emptyDocument(policy)] };
  });
  return ties.some(({ doubt }) => doubt === null) ? separate : [...separate, ...ownPolicy(secret)];
}

function ownPolicy(secret: Instance): readonly PolicySource[] {
  const own = secret.get("policy");
  if (isUnset(own) || isLeftBlank(own, secret) || text(own)?.trim() === "{}") return [];
  return [{ carrier: secret, alternatives: documentsOf(own, secret) }];
}
