import type { Expression } from "../../../../connectivity/terraform/expressions/expression";
import { parseTemplate } from "../../../../connectivity/terraform/expressions/expression-parser";
import type { Body } from "../../../../connectivity/terraform/hcl/body";

/** What a parser understood, as plain data in which two parsers of the same text must agree. */
export type Comparable = unknown;

/** An expression with what makes no difference taken away: parentheses, and how texts are cut into pieces. */
export function comparableExpression(expression: Expression): Comparable {
  const inner = comparableExpression;
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return ["template", ...expression.parts.map(inner)];
    case "unreadable":
      return "unreadable";
    case "root":
      return expression.name === "*" ? ["member"] : ["name", expression.name];
    case "attribute":
      return ["attribute", inner(expression.of), expression.name];
    case "index":
      return ["index", inner(expression.of), inner(expression.key)];
    case "splat":
      return ["splat", inner(expression.of), inner(expression.each)];
    case "call":
      return ["call", expression.name, expression.spread, ...expression.args.map(inner)];
    case "tuple":
      return ["tuple", ...expression.items.map(inner)];
    case "object":
      return ["object", ...expression.entries.map(([key, value]) => comparableEntry(inner(key), inner(value)))];
    case "conditional":
      return ["conditional", inner(expression.condition), inner(expression.yes), inner(expression.no)];
    case "unary":
      return ["unary", expression.operator, inner(expression.operand)];
    case "binary":
      return ["binary", expression.operator, inner(expression.left), inner(expression.right)];
    case "for":
      return [
        "for",
        expression.keyName ?? "",
        expression.valueName,
        inner(expression.collection),
        expression.resultKey === null ? null : inner(expression.resultKey),
        inner(expression.result),
        expression.condition === null ? null : inner(expression.condition),
        expression.grouped,
      ];
  }
}

/** An entry of an object, marked as one: its key may be any text, such as the name of a kind of expression. */
export function comparableEntry(key: Comparable, value: Comparable): Comparable {
  // Keys are texts, also where they are written as numbers or truth values.
  const isLiteral = typeof key === "number" || typeof key === "boolean";
  return ["entry", isLiteral ? String(key) : (dotted(key) ?? key), value];
}

/** The converter writes `aws.other`, which names a provider as a key, as a text. */
function dotted(key: Comparable): string | undefined {
  if (!Array.isArray(key)) return undefined;
  if (key[0] === "name") return key[1] as string;
  const of = key[0] === "attribute" ? dotted(key[1]) : undefined;
  return of === undefined ? undefined : `${of}.${key[2]}`;
}

/** A body, with its blocks sorted by type and labels as HashiCorp's converter sorts them. */
export function comparableBody(body: Body): Comparable {
  const attributes = [...body.attributes].map(
    ([name, expression]) => [name, comparableExpression(expression)] as const,
  );
  const blocks = new Map<string, Comparable[]>();
  for (const { type, labels, body: inner } of body.blocks) {
    const path = JSON.stringify([type, ...labels]);
    blocks.set(path, [...(blocks.get(path) ?? []), comparableBody(inner)]);
  }
  return { attributes: Object.fromEntries(attributes.sort()), blocks: Object.fromEntries([...blocks].sort()) };
}

/**
 * The same of what HashiCorp's converter made of a file. Its JSON does not tell blocks from lists of objects, nor how many
 * labels a block has: our own body says where blocks are, and whatever it does not account for is a difference.
 */
export function comparableConverted(json: Record<string, unknown>, body: Body): Comparable {
  const rest = structuredClone(json);
  const blocks: [string, Comparable[]][] = [];
  for (const path of new Set(body.blocks.map(({ type, labels }) => JSON.stringify([type, ...labels])))) {
    const own = body.blocks.filter(({ type, labels }) => JSON.stringify([type, ...labels]) === path);
    const converted = takeAt(rest, JSON.parse(path) as string[]);
    const bodies = (Array.isArray(converted) ? converted : [converted]) as Record<string, unknown>[];
    blocks.push([
      path,
      bodies.map((each, index) => comparableConverted(each, own[index]?.body ?? { attributes: new Map(), blocks: [] })),
    ]);
  }
  const attributes = Object.entries(rest).map(([name, value]) => [name, comparableValue(value)] as const);
  return { attributes: Object.fromEntries(attributes.sort()), blocks: Object.fromEntries(blocks.sort()) };
}

/** Takes what is at a path out of nested objects, and objects that are empty afterwards with it. */
function takeAt(json: Record<string, unknown>, path: readonly string[]): unknown {
  const [name = "", ...rest] = path;
  const inner = json[name];
  if (rest.length === 0 || typeof inner !== "object" || inner === null) {
    delete json[name];
    return inner;
  }
  const taken = takeAt(inner as Record<string, unknown>, rest);
  if (Object.keys(inner).length === 0) delete json[name];
  return taken;
}

/** Where an expression ends with a heredoc the converter leaves out the line break after it, without which it is none. */
const ENDS_WITH_HEREDOC = /(<<-?(\w+)\n[\s\S]*\n[ \t]*\2)\}$/;

function comparableValue(json: unknown): Comparable {
  if (typeof json === "string") return comparableExpression(parseTemplate(json.replace(ENDS_WITH_HEREDOC, "$1\n}")));
  if (Array.isArray(json)) return ["tuple", ...json.map(comparableValue)];
  if (typeof json !== "object" || json === null) return json;
  return [
    "object",
    ...sorted(
      Object.entries(json).map(([key, value]) =>
        comparableEntry(comparableExpression(parseTemplate(key)), comparableValue(value)),
      ),
    ),
  ];
}

/** Of entries with the same key the last counts, as it does in the converter's JSON. */
export function lastOfEachKey(comparable: Comparable): Comparable {
  if (!Array.isArray(comparable)) {
    if (typeof comparable !== "object" || comparable === null) return comparable;
    return Object.fromEntries(Object.entries(comparable).map(([name, value]) => [name, lastOfEachKey(value)]));
  }
  const [kind, ...rest] = comparable.map(lastOfEachKey);
  if (kind !== "object") return [kind, ...rest];
  return [kind, ...new Map((rest as Comparable[][]).map((entry) => [JSON.stringify(entry[1]), entry])).values()];
}

function sorted(entries: readonly Comparable[]): readonly Comparable[] {
  return [...entries].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/**
 * Objects of equal entries in any order are equal, and so are a negative number and the negation of a number, and a choice
 * between texts, however it is written: the converter writes `${a ? b : c}` as `%{ if }`.
 */
export function unordered(comparable: Comparable): Comparable {
  if (!Array.isArray(comparable)) {
    if (typeof comparable !== "object" || comparable === null) return comparable;
    return Object.fromEntries(Object.entries(comparable).map(([name, value]) => [name, unordered(value)]));
  }
  const [kind, ...parts] = comparable.map(unordered);
  const rest = kind === "template" ? joined(parts.map(asText)) : parts;
  if (kind === "object") return [kind, ...sorted(rest)];
  if (kind === "template" && rest.length < 2) return rest[0] ?? "";
  if (kind === "unary" && rest[0] === "-" && typeof rest[1] === "number") return -rest[1];
  return [kind, ...rest];
}

/** The parts of a template, with texts side by side as one and templates in it as their parts. */
export function joined(parts: readonly Comparable[]): readonly Comparable[] {
  const whole: Comparable[] = [];
  for (const part of parts.flatMap((part) =>
    Array.isArray(part) && part[0] === "template" ? part.slice(1) : [part],
  )) {
    if (typeof part === "string" && typeof whole.at(-1) === "string") whole.push(`${whole.pop()}${part}`);
    else if (part !== "") whole.push(part);
  }
  return whole;
}

/** In a text, a choice between numbers is one between their texts. */
function asText(part: Comparable): Comparable {
  if (typeof part === "number" || typeof part === "boolean") return String(part);
  if (!Array.isArray(part) || part[0] !== "conditional") return part;
  return [part[0], part[1], asText(part[2]), asText(part[3])];
}
