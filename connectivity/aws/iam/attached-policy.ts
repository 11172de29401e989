import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model, Value } from "../../terraform/model/model";
import { textAt } from "../../terraform/model/shown-values";
import { emptyDocument, type PolicyDocument, type Statement, type Terms, unreadDocument } from "./document";
import type { Documents } from "./documents";
import { managedPolicy } from "./managed-policies";

/** The documents that ARNs of policies denote: for each ARN, the alternatives of which one is right. */
export function policiesByArn(
  value: Value,
  carrier: Instance,
  model: Model,
  documents: Documents,
): readonly (readonly PolicyDocument[])[] {
  const links = model.links(value, ["aws_iam_policy"]);
  const policies: (readonly PolicyDocument[])[] = links.certain.map(({ instance }) =>
    documentsOfPolicy(instance, documents),
  );
  const possible = links.possible.flatMap(({ instance }) => documentsOfPolicy(instance, documents));
  if (possible.length > 0) {
    const several = value.kind === "pointer" && value.selection === "one";
    if (several) policies.push(possible);
    else for (const document of possible) policies.push([document, emptyDocument(document.origin)]);
  }
  policies.push(...links.outside.map((arn) => [outsidePolicy(arn, carrier)]));
  if (links.missing.length > 0) policies.push([unreadDocument(carrier, links.missing)]);
  return policies;
}

function documentsOfPolicy(policy: Instance, documents: Documents): readonly PolicyDocument[] {
  const read = documents.of(policy.get("policy"), policy);
  if (read.length === 0) return [unreadDocument(policy, [missingFact("policy-document", { policy: policy.address })])];
  const arn = textAt(policy, "arn");
  if (arn === null || managedPolicy(arn) === null) return read;
  return read.map((document) => ({ ...document, awsManaged: arn }));
}

function outsidePolicy(arn: string, carrier: Instance): PolicyDocument {
  const managed = managedPolicy(arn);
  const own = { origin: carrier, awsManaged: arn };
  switch (managed?.kind) {
    case undefined:
      return unreadDocument(carrier, [
        missingFact("attached-policy", { arn, carrier: carrier.address }, "its-workspace"),
      ]);
    case "allows":
      return { ...own, statements: [everywhere("Allow", managed.actions)], unread: [], unreadMayDeny: false };
    case "denies-all":
      return { ...own, statements: [everywhere("Deny", ["*"])], unread: [], unreadMayDeny: false };
    default: {
      const missing = missingFact("aws-managed-policy", { arn, carrier: carrier.address }, "nothing");
      return { ...own, statements: [], unread: [missing], unreadMayDeny: managed?.kind === "may-deny" };
    }
  }
}

function everywhere(effect: "Allow" | "Deny", actions: readonly string[]): Statement {
  return {
    sid: null,
    effect,
    actions: { negated: false, terms: texts(actions) },
    resources: { negated: false, terms: texts(["*"]) },
    principals: null,
    conditions: [],
    openConditions: null,
  };
}

function texts(items: readonly string[]): Terms {
  return { items: items.map((text) => ({ kind: "text", text })), open: null };
}
