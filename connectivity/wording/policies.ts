import type { ConditionKey, Owner, PolicyElement, Spoken } from "../causes/policy";
import { quoted } from "./given";

/** An element of a policy in words. */
export function elementOf(element: PolicyElement): string {
  if ("attributes" in element) return attributesOf(element.attributes);
  if ("text" in element || element.hidden !== "in-part") return quoted(element);
  return "a text that is known after apply only";
}

/** Attributes of which one is meant. */
export function attributesOf(attributes: readonly string[]): string {
  if (attributes.length === 0) return "a value that no resource of this input sets";
  const shown = attributes.slice(0, MOST_ATTRIBUTES).join(", ");
  const more = attributes.length - MOST_ATTRIBUTES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

const MOST_ATTRIBUTES = 3;

/** What a policy speaks of, in words. */
export function spokenOf(spoken: Spoken): string {
  switch (spoken.kind) {
    case "arn":
      return `the ARN of ${ownerOf(spoken.of)}`;
    case "arns":
      return `the ARN of each ${spoken.of.replaceAll("-", " ")} that the mapping needs`;
    case "id":
      return `the id of ${spoken.of}`;
    case "action":
      return `the action ${spoken.action}`;
    case "presence":
      return `the presence of ${spoken.key}`;
    case "every-resource":
      return "every resource";
    case "used-by-mapping":
      return "what the mapping uses";
    case "condition":
      return CONDITION_KEYS[spoken.key];
  }
}

const OWNERS: Readonly<Record<string, string>> = {
  "broker-of-mapping": "the mapping's broker",
  "secret-of-mapping": "the mapping's secret",
  "key-of-secret": "the secret's key",
  function: "the function",
  "log-group": "the function's log group",
};

function ownerOf(owner: Owner): string {
  return OWNERS[owner] ?? owner;
}

const CONDITION_KEYS: Readonly<Record<ConditionKey, string>> = {
  "service-call": "a call by an AWS service",
  "role-call": "a call by a role",
  tls: "a call over TLS",
  "calling-service": "the calling service",
  "caller-type": "the kind of the caller",
  "caller-account": "the account of the role",
  region: "the Region",
  "decrypting-service": "the service that decrypts",
};
