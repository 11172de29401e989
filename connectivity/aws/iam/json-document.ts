import { missingFact } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import {
  type Condition,
  type PolicyDocument,
  type PrincipalSelector,
  type Selector,
  type Statement,
  type Term,
  type Terms,
  unreadDocument,
} from "./document";

type Json = Readonly<Record<string, unknown>>;

/** Twice what AWS takes for any policy, in characters. @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const LONGEST = 65_536;

/** The document that a JSON text holds. What is not a policy is unread, and says so. */
export function parseDocument(text: string, origin: Instance, sensitive: boolean): PolicyDocument {
  const json = text.length > LONGEST ? undefined : parse(text);
  const statements = isObject(json) ? own(json, "Statement") : undefined;
  const list = Array.isArray(statements) ? statements : [statements];
  if (!isObject(json) || statements === undefined) {
    return unreadDocument(origin, [missingFact("policy-of", { holder: origin.address, open: "not-json" })]);
  }
  const read = list.map((statement) => (isObject(statement) ? readStatement(statement, sensitive) : null));
  const odd = read.filter((statement) => statement === null).length;
  return {
    origin,
    statements: read.filter((statement) => statement !== null),
    unread: odd > 0 ? [missingFact("odd-statements", { holder: origin.address, count: odd })] : [],
    unreadMayDeny: true,
  };
}

/** Whether two texts are the same JSON: the provider sorts keys and drops spaces. */
export function isSamePolicy(one: string | null, other: string): boolean {
  if (one === null) return false;
  if (one === other) return true;
  const known = canonical(parse(one));
  return known !== undefined && known === canonical(parse(other));
}

function canonical(json: unknown): string | undefined {
  const sorted = (_key: string, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
  try {
    return JSON.stringify(json, sorted);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readStatement(json: Json, sensitive: boolean): Statement | null {
  const effect = own(json, "Effect");
  const actions = selector(json, "Action", sensitive);
  if ((effect !== "Allow" && effect !== "Deny") || actions === null) return null;
  const sid = own(json, "Sid");
  return {
    sid: typeof sid === "string" && sid !== "" ? sid : null,
    effect,
    actions,
    resources: selector(json, "Resource", sensitive),
    principals: principals(json, sensitive),
    conditions: conditions(own(json, "Condition"), sensitive),
    openConditions: null,
  };
}

function selector(json: Json, element: "Action" | "Resource", sensitive: boolean): Selector | null {
  for (const [key, negated] of [
    [element, false],
    [`Not${element}`, true],
  ] as const) {
    const value = own(json, key);
    if (value !== undefined && value !== null) return { negated, terms: terms(value, sensitive) };
  }
  return null;
}

function principals(json: Json, sensitive: boolean): PrincipalSelector | null {
  for (const [key, negated] of [
    ["Principal", false],
    ["NotPrincipal", true],
  ] as const) {
    const value = own(json, key);
    if (value === undefined || value === null) continue;
    const byType = isObject(value) ? Object.entries(value) : [["*", value] as const];
    const entries = byType.map(([type, names]) => ({ type: term(type, sensitive), terms: terms(names, sensitive) }));
    return { negated, entries, open: null };
  }
  return null;
}

function conditions(json: unknown, sensitive: boolean): Condition[] {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) return [{ operator: ODD, key: ODD, values: terms(json, sensitive) }];
  return Object.entries(json).flatMap(([name, keys]) => {
    const operator = term(name, sensitive);
    if (!isObject(keys)) return [{ operator, key: ODD, values: terms(keys, sensitive) }];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key: term(key, sensitive),
      values: terms(values, sensitive),
    }));
  });
}

function terms(json: unknown, sensitive: boolean): Terms {
  const list = Array.isArray(json) ? json : [json];
  return { items: list.map((item) => term(item, sensitive)), open: null };
}

function term(json: unknown, sensitive: boolean): Term {
  if (typeof json !== "string" && typeof json !== "number" && typeof json !== "boolean") return ODD;
  return { kind: "text", text: String(json), ...(sensitive && { sensitive: true }) };
}

const ODD: Term = { kind: "unknown", missing: missingFact("statement", { open: "element-of-json" }) };

function isObject(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function own(json: Json, key: string): unknown {
  return Object.hasOwn(json, key) ? json[key] : undefined;
}
