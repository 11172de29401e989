import { missingFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Pointer, Value } from "../../terraform/model/model";

/** An element of a policy: a text, or what the input shows of one. */
export type Term =
  | { readonly kind: "text"; readonly text: string; readonly sensitive?: true }
  | { readonly kind: "pointer"; readonly pointer: Pointer }
  | { readonly kind: "template"; readonly parts: readonly Term[] }
  | { readonly kind: "unknown"; readonly missing: MissingFact };

/** Elements of a policy of which one has to match. */
export interface Terms {
  readonly items: readonly Term[];
  /** What is missing to know whether there are more; null when there are none. */
  readonly open: MissingFact | null;
}

/** `Action` and `NotAction`, `Resource` and `NotResource`. */
export interface Selector {
  readonly negated: boolean;
  readonly terms: Terms;
}

/** `Principal` and `NotPrincipal`. */
export interface PrincipalSelector {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
  readonly open: MissingFact | null;
}

export interface PrincipalEntry {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser` or `*`. */
  readonly type: Term;
  readonly terms: Terms;
}

export interface Condition {
  /** Such as `StringEquals` or `ForAnyValue:ArnLikeIfExists`. */
  readonly operator: Term;
  /** Such as `aws:PrincipalOrgID`. */
  readonly key: Term;
  readonly values: Terms;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html */
export interface Statement {
  readonly sid: string | null;
  /** Null when the input does not show it. */
  readonly effect: "Allow" | "Deny" | null;
  readonly actions: Selector;
  /** Null in a policy that is attached to its resource and names none. */
  readonly resources: Selector | null;
  /** Null in a policy that is attached to a principal. */
  readonly principals: PrincipalSelector | null;
  readonly conditions: readonly Condition[];
  /** What is missing to know whether there are further conditions; null when there are none. */
  readonly openConditions: MissingFact | null;
}

/** A policy document, as far as the input shows it. */
export interface PolicyDocument {
  /** The resource or data source that its text stands in: the one to change. */
  readonly origin: Instance;
  readonly statements: readonly Statement[];
  /** What is missing to know whether there are further statements. Empty: these are all. */
  readonly unread: readonly MissingFact[];
  /** Whether the statements that were not read could also deny. */
  readonly unreadMayDeny: boolean;
  /** The ARN, where it is one of AWS's own policies: nobody else can change it. */
  readonly awsManaged?: string;
}

/** A policy in force: exactly one of the alternatives is its document, and the input may not say which. */
export interface PolicySource {
  /** What puts it in force, such as an attachment. */
  readonly carrier: Instance;
  readonly alternatives: readonly PolicyDocument[];
}

/** A document that the input does not show. */
export function unreadDocument(origin: Instance, missing: readonly MissingFact[]): PolicyDocument {
  return { origin, statements: [], unread: missing, unreadMayDeny: true };
}

/** What stands for a policy that may not be in force at all. */
export function emptyDocument(origin: Instance): PolicyDocument {
  return { origin, statements: [], unread: [], unreadMayDeny: false };
}

/** The elements that an argument gives; none when it is not set. */
export function termsOf(value: Value, read: (text: string) => string = (text) => text): Terms {
  if (value.kind === "list") {
    const items = value.items.flatMap((item) => termsOf(item, read).items);
    return { items, open: value.open };
  }
  const term = termOf(value, read);
  return { items: term === null ? [] : [term], open: null };
}

/** The element that an argument gives; null when it is not set. */
export function termOf(value: Value, read: (text: string) => string = (text) => text): Term | null {
  switch (value.kind) {
    case "scalar":
      if (value.value === null) return null;
      return { kind: "text", text: read(String(value.value)), ...(value.sensitive && { sensitive: true }) };
    case "pointer":
      return { kind: "pointer", pointer: value };
    case "unknown":
      if (value.parts === undefined) return { kind: "unknown", missing: value.missing };
      return { kind: "template", parts: value.parts.flatMap((part) => termOf(part, read) ?? []) };
    default:
      return { kind: "unknown", missing: missingFact("statement", { open: "element" }) };
  }
}
