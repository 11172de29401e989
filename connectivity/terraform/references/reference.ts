import { parseSteps, type Step } from "../model/address";
import { field, isObject } from "../model/json";

/** An expression object of a plan's configuration, as opposed to the fields of a block. */
export function isExpression(json: unknown): boolean {
  if (!isObject(json)) return false;
  const keys = Object.keys(json);
  return keys.every((key) => key === "constant_value" || key === "references");
}

/**
 * The value of an expression that is constant; undefined where there is none. Of configuration in JSON syntax, as CDKTF
 * writes it, Terraform prints an argument's source text in that place, templates and all: that is no value.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/jsonconfig/expression.go
 */
export function constantOf(expression: unknown): unknown {
  const constant = field(expression, "constant_value");
  const references = field(expression, "references");
  const refers = Array.isArray(references) && references.length > 0;
  return refers || holdsTemplate(constant) ? undefined : constant;
}

function holdsTemplate(constant: unknown): boolean {
  const open = [constant];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string" && /[$%]\{/.test(next)) return true;
    if (typeof next === "object" && next !== null) for (const part of Object.values(next)) open.push(part);
  }
  return false;
}

/** A reference of an expression: its text and its steps. */
export interface Reference {
  readonly text: string;
  readonly steps: readonly Step[];
}

/** Of more references than this in one expression only the first are looked at; they are too many to tell apart anyway. */
const MAX_REFERENCES = 5_000;

/**
 * The references that an expression names. A plan lists each with all that it is part of (`aws_vpc.a[0].id`,
 * `aws_vpc.a[0]`, `aws_vpc.a`); only the first, longest one is kept. What remains of a splat or a `for` is the resource alone.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function referencesOf(expression: unknown): readonly Reference[] {
  const listed = field(expression, "references");
  if (!Array.isArray(listed)) return [];
  const references = new Map<string, Reference>();
  let previous = "";
  for (const text of listed) {
    if (references.size >= MAX_REFERENCES) break;
    if (typeof text !== "string") continue;
    const partOfPrevious = isPartOf(text, previous);
    if (!partOfPrevious) previous = text;
    const steps = partOfPrevious || references.has(text) ? undefined : parseSteps(text);
    if (steps !== undefined) references.set(text, { text, steps });
  }
  return [...references.values()];
}

function isPartOf(text: string, whole: string): boolean {
  if (!whole.startsWith(text) || whole.length === text.length) return false;
  const next = whole[text.length];
  return next === "." || next === "[";
}
