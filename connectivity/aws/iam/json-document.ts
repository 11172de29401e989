import { missingFact } from "../../causes/missing-fact";
import type { Instance, Value } from "../../terraform/model/model";
import {
  type Condition,
  type PolicyDocument,
  type PrincipalSelector,
  type Selector,
  type Statement,
  type Term,
  type Terms,
  termOf,
  unreadDocument,
} from "./document";

type Json = Readonly<Record<string, unknown>>;

/** Twice what AWS takes for any policy, in characters. @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const LONGEST = 65_536;

/** How the elements of a document are read. */
export interface Reading {
  readonly sensitive: boolean;
  /** Values that are known after apply, which stand in the text by their numbers. */
  readonly holes: readonly Value[];
}

/** What stands for a value in a text: characters that no policy has. */
const HOLE = /\ue000(\d+)\ue001/;

/**
 * The document in a text of which parts are known after apply, such as what `jsonencode` makes of ARNs that are not known
 * yet. Undefined where the other parts are no document.
 */
export function parseParts(parts: readonly Value[], origin: Instance): PolicyDocument | undefined {
  const holes: Value[] = [];
  const texts = parts.map((part) => {
    if (part.kind === "scalar") return String(part.value);
    holes.push(part);
    return `\ue000${holes.length - 1}\ue001`;
  });
  const isForeign = parts.some((part) => part.kind === "scalar" && /[\ue000\ue001]/.test(String(part.value)));
  const text = texts.join("");
  if (isForeign || !isObject(parse(text))) return undefined;
  const sensitive = parts.some((part) => part.kind === "scalar" && part.sensitive === true);
  return parseDocument(text, origin, { sensitive, holes });
}

/** The document that a JSON text holds. What is not a policy is unread, and says so. */
export function parseDocument(text: string, origin: Instance, reading: Reading): PolicyDocument {
  const json = text.length > LONGEST ? undefined : parse(text);
  const statements = isObject(json) ? own(json, "Statement") : undefined;
  const list = Array.isArray(statements) ? statements : [statements];
  if (!isObject(json) || statements === undefined) {
    return unreadDocument(origin, [missingFact("policy-of", { holder: origin.address, open: "not-json" })]);
  }
  const read = list.map((statement) => (isObject(statement) ? readStatement(statement, reading) : null));
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

function readStatement(json: Json, reading: Reading): Statement | null {
  const effect = own(json, "Effect");
  const actions = selector(json, "Action", reading);
  if ((effect !== "Allow" && effect !== "Deny") || actions === null) return null;
  const sid = own(json, "Sid");
  return {
    sid: typeof sid === "string" && sid !== "" ? sid : null,
    effect,
    actions,
    resources: selector(json, "Resource", reading),
    principals: principals(json, reading),
    conditions: conditions(own(json, "Condition"), reading),
    openConditions: null,
  };
}

function selector(json: Json, element: "Action" | "Resource", reading: Reading): Selector | null {
  for (const [key, negated] of [
    [element, false],
    [`Not${element}`, true],
  ] as const) {
    const value = own(json, key);
    if (value !== undefined && value !== null) return { negated, terms: terms(value, reading) };
  }
  return null;
}

function principals(json: Json, reading: Reading): PrincipalSelector | null {
  for (const [key, negated] of [
    ["Principal", false],
    ["NotPrincipal", true],
  ] as const) {
    const value = own(json, key);
    if (value === undefined || value === null) continue;
    const byType = isObject(value) ? Object.entries(value) : [["*", value] as const];
    const entries = byType.map(([type, names]) => ({ type: term(type, reading), terms: terms(names, reading) }));
    return { negated, entries, open: null };
  }
  return null;
}

function conditions(json: unknown, reading: Reading): Condition[] {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) return [{ operator: ODD, key: ODD, values: terms(json, reading) }];
  return Object.entries(json).flatMap(([name, keys]) => {
    const operator = term(name, reading);
    if (!isObject(keys)) return [{ operator, key: ODD, values: terms(keys, reading) }];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key: term(key, reading),
      values: terms(values, reading),
    }));
  });
}

function terms(json: unknown, reading: Reading): Terms {
  const list = Array.isArray(json) ? json : [json];
  return { items: list.map((item) => term(item, reading)), open: null };
}

function term(json: unknown, { sensitive, holes }: Reading): Term {
  if (typeof json !== "string" && typeof json !== "number" && typeof json !== "boolean") return ODD;
  const text = (part: string): Term => ({ kind: "text", text: part, ...(sensitive && { sensitive: true }) });
  if (holes.length === 0) return text(String(json));
  // Every second piece is the number of a hole.
  const parts = String(json)
    .split(HOLE)
    .flatMap((piece, index) => (index % 2 === 0 ? (piece === "" ? [] : [text(piece)]) : [hole(holes[Number(piece)])]));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : parts.length === 0 ? text("") : { kind: "template", parts };
}

function hole(value: Value | undefined): Term {
  return (value === undefined ? null : termOf(value)) ?? ODD;
}

const ODD: Term = { kind: "unknown", missing: missingFact("statement", { open: "element-of-json" }) };

function isObject(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function own(json: Json, key: string): unknown {
  return Object.hasOwn(json, key) ? json[key] : undefined;
}
