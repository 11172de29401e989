import { isMap } from "../../aws-provider/schema";
import type { Expression } from "../expressions/expression";
import { parseExpression, parseTemplate } from "../expressions/expression-parser";
import { ExpressionSyntaxError } from "../expressions/expression-scanner";
import { isObject, type JsonObject } from "../model/json";
import type { Block, Body } from "./body";

/** How many labels the blocks at the top of a file have. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["data", 2],
  ["ephemeral", 2],
  ["locals", 0],
  ["module", 1],
  ["output", 1],
  ["provider", 1],
  ["resource", 2],
  ["variable", 1],
]);

/** What is nested deeper than this is not read. */
const MAX_DEPTH = 100;

/** What does not have the shape that a block of its kind has. */
export interface MisshapenBlock {
  readonly path: readonly string[];
  readonly json: unknown;
  readonly expected: string;
}

/**
 * A file of Terraform's JSON syntax, such as a `cdk.tf.json`.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function jsonBody(json: JsonObject, misshapen: (block: MisshapenBlock) => void): Body {
  const blocks: Block[] = [];
  for (const [type, labels] of LABELS) {
    if (Object.hasOwn(json, type)) collect(json[type], { type, labels, path: [], misshapen, blocks });
  }
  return { attributes: new Map(), blocks };
}

interface Collecting {
  readonly type: string;
  readonly labels: number;
  readonly path: readonly string[];
  readonly misshapen: (block: MisshapenBlock) => void;
  readonly blocks: Block[];
}

function collect(json: unknown, collecting: Collecting): void {
  const { type, labels, path, misshapen, blocks } = collecting;
  if (path.length < labels) {
    const expected = path.length === labels - 1 ? "an object of names" : "an object of types";
    if (!isObject(json)) misshapen({ path: [type, ...path], json, expected });
    else for (const name of Object.keys(json)) collect(json[name], { ...collecting, path: [...path, name] });
    return;
  }
  const bodies = Array.isArray(json) ? json : [json];
  // Only of these there may be several with the same labels.
  const taken = type === "provider" || type === "locals" ? bodies : bodies.slice(0, 1);
  for (const body of taken.length > 0 ? taken : [undefined]) {
    if (isObject(body)) blocks.push({ type, labels: path, body: bodyOf(body, type, 0) });
    else misshapen({ path: [type, ...path], json: body, expected: "an object of arguments" });
  }
}

function bodyOf(json: JsonObject, type: string, depth: number): Body {
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  const hasBlocks = type === "resource" || type === "data";
  for (const name of Object.keys(json)) {
    const value = json[name];
    if (name === "depends_on") attributes.set(name, references(value));
    else if (type === "variable") attributes.set(name, name === "type" ? typeOf(value) : literalOf(value));
    else if (hasBlocks && name === "dynamic") addDynamic(value, blocks, depth);
    else if (
      !hasBlocks ||
      name === "//" ||
      name === "for_each" ||
      name === "lifecycle" ||
      isMap(name) ||
      !addBlocks(name, value, blocks, depth)
    ) {
      attributes.set(name, expressionOf(value));
    }
  }
  return { attributes, blocks };
}

/** Any object that is no map is a block: JSON syntax does not tell them apart. */
function addBlocks(name: string, json: unknown, blocks: Block[], depth: number): boolean {
  const bodies = Array.isArray(json) ? json : [json];
  if (depth > MAX_DEPTH || bodies.length === 0 || !bodies.every(isObject)) return false;
  for (const body of bodies) blocks.push({ type: name, labels: [], body: bodyOf(body, "resource", depth + 1) });
  return true;
}

function addDynamic(json: unknown, blocks: Block[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const dynamic of Array.isArray(json) ? json : [json]) {
    for (const name of isObject(dynamic) ? Object.keys(dynamic) : []) {
      const written = isObject(dynamic) ? dynamic[name] : undefined;
      for (const body of Array.isArray(written) ? written : [written]) {
        if (isObject(body)) blocks.push({ type: "dynamic", labels: [name], body: bodyOf(body, "resource", depth + 1) });
      }
    }
  }
}

/** A value with templates in its texts. */
function expressionOf(json: unknown, depth = 0): Expression {
  if (depth > MAX_DEPTH) return { kind: "unreadable", because: "depth" };
  if (typeof json === "string") return readable(() => parseTemplate(json));
  if (Array.isArray(json)) return { kind: "tuple", items: json.map((item) => expressionOf(item, depth + 1)) };
  if (!isObject(json)) return literalOf(json);
  return {
    kind: "object",
    entries: Object.keys(json).map(
      (name) => [readable(() => parseTemplate(name)), expressionOf(json[name], depth + 1)] as const,
    ),
  };
}

/** A value as it is. */
function literalOf(json: unknown, depth = 0): Expression {
  if (depth > MAX_DEPTH) return { kind: "unreadable", because: "depth" };
  if (Array.isArray(json)) return { kind: "tuple", items: json.map((item) => literalOf(item, depth + 1)) };
  if (isObject(json))
    return {
      kind: "object",
      entries: Object.keys(json).map(
        (name) => [{ kind: "literal", value: name }, literalOf(json[name], depth + 1)] as const,
      ),
    };
  return {
    kind: "literal",
    value: typeof json === "string" || typeof json === "number" || typeof json === "boolean" ? json : null,
  };
}

function typeOf(json: unknown): Expression {
  return typeof json === "string"
    ? readable(() => parseExpression(json.replace(/^\$\{([\s\S]*)\}$/, "$1")))
    : { kind: "unreadable", because: "syntax" };
}

/** `depends_on` holds references as they are. */
function references(json: unknown): Expression {
  const texts = (Array.isArray(json) ? json : []).filter((text) => typeof text === "string");
  return {
    kind: "tuple",
    items: texts.map((text) => readable(() => parseExpression(text.replace(/^\$\{([\s\S]*)\}$/, "$1")))),
  };
}

function readable(parse: () => Expression): Expression {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return { kind: "unreadable", because: "syntax" };
    throw error;
  }
}
