import type { IamFacts } from "../../causes/missing/iam";
import { callOf } from "../calls";
import { enumerate } from "../lists";
import { attributesOf, elementOf, spokenOf } from "../policies";
import type { Clauses } from "./clause-table";

/** What is missing to know what policies say, in words. */
export const iamClauses: Clauses<IamFacts> = {
  "policy-document": ({ policy }) => `the document of ${policy} is not in this input`,
  "attached-policy": ({ arn, carrier }) => `${arn}, which ${carrier} attaches, is not in this input`,
  "aws-managed-policy": ({ arn, carrier }) =>
    `what the AWS managed policy ${arn}, which ${carrier} attaches, contains is not known here`,
  "policy-of": ({ holder, open }) => `the policy of ${holder} ${POLICIES[open]}`,
  "policy-made-from": ({ holder, attributes }) =>
    `the policy of ${holder} depends on ${attributesOf(attributes)} and is known after apply only: write it as data "aws_iam_policy_document", which a plan shows`,
  "included-documents": ({ source, open }) =>
    open === "circle"
      ? `the policy documents that ${source} includes go in a circle`
      : `${source} includes one of several documents, and not which shows`,
  "statements-beyond": ({ source }) => `${source} has too many statements to read`,
  "odd-statements": ({ holder, count }) => `${count} of the statements in ${holder} are not IAM statements`,
  statement: ({ open }) => STATEMENTS[open],
  "policies-of-role": ({ role, which }) =>
    which === "inline"
      ? `the inline policies of ${role} are known after apply only`
      : `the policies of ${role} are not in this input`,

  "condition-key": ({ key }) => `the condition on ${key} depends on what only the request shows`,
  "condition-operator": ({ operator, key }) =>
    `the condition ${operator} on ${key} is not one that can be decided from a plan`,
  "condition-key-present": ({ key }) => `whether a request carries ${key} is not known`,
  "element-is": ({ element, spoken }) =>
    "hidden" in element && element.hidden === "in-part"
      ? `a text that stands for ${spokenOf(spoken)}, or not, is known after apply only`
      : `whether ${elementOf(element)} is ${spokenOf(spoken)} shows after apply only`,
  "element-is-service": ({ element, service }) => `whether ${elementOf(element)} stands for ${service} is not known`,
  "element-is-session": ({ element }) => `whether ${elementOf(element)} is the session that Lambda opens is not known`,
  "element-made-from": ({ attributes }) => `${attributesOf(attributes)} is known after apply only`,
  "in-account": ({ spoken, account }) => `whether ${spokenOf(spoken)} is in account ${account} shows after apply only`,
  "particular-resources": ({ action }) =>
    `it allows ${action} on particular resources, and AWS documents it for event source mappings with "*" only`,
  "endpoint-policy-allows": ({ endpoint, services }, because) => {
    const { action, principal } = callOf(services);
    const why =
      because.length === 0 ? "its policy is known after apply only" : because.slice(0, MOST_REASONS).join("; ");
    return `whether the policy of ${endpoint} allows ${action} to ${principal} is not known: ${why}`;
  },
  "endpoint-of-policy": ({ policy }) => `which endpoint ${policy} is for is not shown`,

  "function-or-role": (about) => {
    const what = `the ${about.what} of ${about.of}`;
    switch (about.open) {
      case "elsewhere":
        return `${what}, ${about.id}, is not in this input`;
      case "one-of-several":
        return `${what} is one of several, and the input does not show which`;
      case "after-apply":
        return `${what} is known after apply only`;
    }
  },
  "broker-is-public": ({ broker }) =>
    `whether ${broker ?? "the mapping's broker"} is public, and needs it not, is not shown`,

  "secret-of-mapping": ({ mapping, secrets }) =>
    `which of ${enumerate(secrets.slice(0, 5))} ${mapping} logs in with is not in this input`,
  "key-of-secret": ({ key }) =>
    key === null ? "the secret's key is known after apply only" : `the key ${key} is not in this input`,
  "key-of-alias": ({ alias }) => `the key of ${alias} is not in this input`,
  "policy-of-key": ({ key }) => `the policy of ${key} is not in this input`,
  "grantee-on-key": ({ key }) => `whom a grant on ${key} is for is not in this input`,
};

const POLICIES: Readonly<Record<IamFacts["policy-of"]["open"], string>> = {
  "not-shown": "is not in this input",
  "after-apply": "is known after apply only",
  "not-text": "is not a text",
  "not-json": "is not a JSON policy document",
};

const STATEMENTS: Readonly<Record<IamFacts["statement"]["open"], string>> = {
  arguments: "a statement's arguments are known after apply only",
  "required-argument": "a required argument of a statement is not set",
  blocks: "blocks of a statement are known after apply only",
  element: "an element of a policy is neither a text nor a list of texts",
  "element-of-json": "an element of a policy is not a text",
  condition: "a condition of a policy is known after apply only",
  "principal-type": "the type of a policy's principal is known after apply only",
};

/** Reasons beyond this many are not named. */
const MOST_REASONS = 3;
