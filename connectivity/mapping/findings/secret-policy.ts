import { tiesTo } from "../../aws/iam/backlinks";
import { contextOfRole } from "../../aws/iam/context";
import { emptyDocument, type PolicySource } from "../../aws/iam/document";
import { documentsOf } from "../../aws/iam/documents";
import { evaluate } from "../../aws/iam/evaluate";
import { roleCaller } from "../../aws/iam/role-subject";
import { isLeftBlank, isUnset, text } from "../../aws/iam/values";
import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { clauses, finding } from "./finding";
import type { Subjects } from "./subjects";

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
  if (decision.denies === "yes") {
    const place = decision.deniedBy ?? secret;
    const why = `${place.address} denies secretsmanager:GetSecretValue on ${secret.address} to ${role.address}, and a Deny outweighs every Allow.`;
    return [finding("secret-policy", place, why, `Except ${role.address} from the Deny in ${place.address}.`)];
  }
  if (decision.denies === "no") return [];
  const why = `Whether the policy of ${secret.address} denies secretsmanager:GetSecretValue to ${role.address} is not known: ${clauses(decision.missing)}.`;
  return [
    finding(
      "secret-policy-unknown",
      sources[0]?.carrier ?? secret,
      why,
      `Except ${role.address} from every Deny there.`,
    ),
  ];
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
