import { type Expression, partsOf, SPLAT_MEMBER } from "../expressions/expression";
import type { Body } from "../hcl/body";
import { field, isObject } from "../model/json";

/** What an argument says, in the two ways of saying it: what it refers to, and the literal that it is. */
export interface Said {
  /** The objects that it names, such as `aws_vpc.main`, `local.zones` or `data.aws_region.current`. */
  readonly names: ReadonlySet<string>;
  /** Set where it is a literal: its text. */
  readonly literal: string | undefined;
}

/** Longer names stand for what is inside of them. */
const DEPTHS = new Map([["data", 3]]);

/** Whether an argument of a plan's configuration is what the configuration as it is written says. */
export function isSame(planned: Said, written: Said): boolean {
  const { literal } = planned;
  // Of JSON syntax a plan shows the text as it is written, with what is escaped in it.
  const isShown = literal !== undefined && written.literal !== undefined && !/[$%]\{/.test(literal);
  if (isShown && literal !== written.literal) return false;
  return planned.names.size === written.names.size && [...planned.names].every((name) => written.names.has(name));
}

/** What an argument of a plan's configuration says: an expression, or blocks. */
export function saidByPlan(argument: unknown): Said {
  const names = new Set<string>();
  const open = [argument];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) for (const item of next) open.push(item);
    if (!isObject(next)) continue;
    const { references } = next;
    if (Array.isArray(references)) {
      for (const text of references) if (typeof text === "string") addName(names, text.split(/[.[]/));
    } else for (const inner of Object.values(next)) open.push(inner);
  }
  return { names, literal: textOf(field(argument, "constant_value")) };
}

/** What the expressions and blocks say that make up an argument. Dynamic blocks are not in a plan. */
export function saidBySource(expressions: readonly Expression[], bodies: readonly Body[] = []): Said {
  const names = new Set<string>();
  for (const expression of expressions) addNames(names, expression, new Set());
  const open = [...bodies];
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    for (const expression of body.attributes.values()) addNames(names, expression, new Set());
    for (const block of body.blocks) if (block.type !== "dynamic") open.push(block.body);
  }
  const [only] = expressions;
  return { names, literal: only?.kind === "literal" && bodies.length === 0 ? textOf(only.value) : undefined };
}

function addNames(into: Set<string>, expression: Expression, bound: ReadonlySet<string>): void {
  const chain: string[] = [];
  let at = expression;
  while (at.kind === "attribute") {
    chain.unshift(at.name);
    at = at.of;
  }
  if (at.kind === "root") {
    if (!bound.has(at.name) && at.name !== SPLAT_MEMBER) addName(into, [at.name, ...chain]);
    return;
  }
  const inner =
    at.kind === "for" ? new Set([...bound, at.valueName, ...(at.keyName === null ? [] : [at.keyName])]) : bound;
  for (const part of partsOf(at)) addNames(into, part, inner);
}

function addName(into: Set<string>, steps: readonly string[]): void {
  const [first = ""] = steps;
  const depth = DEPTHS.get(first) ?? 2;
  // A name alone is a type or a provider.
  if (steps.length >= depth) into.add(steps.slice(0, depth).join("."));
}

function textOf(value: unknown): string | undefined {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}
