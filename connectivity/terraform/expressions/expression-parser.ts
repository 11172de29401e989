import { type Expression, SPLAT_MEMBER } from "./expression";
import { Scanner } from "./expression-scanner";
import { type TemplateEnd, template } from "./template-parser";

/** How tightly operators bind, the loosest first. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]].flatMap((operators, level) =>
    operators.map((operator) => [operator, level] as const),
  ),
);

/** Texts longer than this are not parsed as templates of JSON syntax. */
const MAX_LENGTH = 100_000;

const WHOLE_TEXT: TemplateEnd = { written: "json", reached: (scanner) => scanner.done };
const CLOSING_QUOTE: TemplateEnd = {
  written: "quoted",
  reached: (scanner) => {
    const closed = scanner.text[scanner.at] === '"';
    if (closed) scanner.at++;
    return closed;
  },
};

/**
 * Parses a template as it stands in Terraform's JSON syntax: a text that is one `${...}` is that expression, whatever its
 * type; any other is a text with expressions in it.
 *
 * @throws ExpressionSyntaxError
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string): Expression {
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", value: text };
  const scanner = new Scanner(text);
  if (text.length > MAX_LENGTH) scanner.fail("a shorter text");
  return template(scanner, WHOLE_TEXT, expression);
}

/**
 * Parses a bare expression, such as an address in `depends_on` of JSON syntax.
 *
 * @throws ExpressionSyntaxError
 */
export function parseExpression(text: string): Expression {
  const scanner = new Scanner(text);
  if (text.length > MAX_LENGTH) scanner.fail("a shorter text");
  const parsed = expression(scanner);
  scanner.skipBlank();
  return scanner.done ? parsed : scanner.fail("the end");
}

/** Parses the expression that comes next. */
export function expression(scanner: Scanner): Expression {
  return scanner.nested(() => {
    const condition = binary(scanner, 0);
    if (!scanner.take("?")) return condition;
    const yes = expression(scanner);
    scanner.expect(":");
    return { kind: "conditional", condition, yes, no: expression(scanner) };
  });
}

function binary(scanner: Scanner, level: number): Expression {
  let left = unary(scanner);
  scanner.repeated(() => {
    const operator = scanner.peekOperator();
    const own = operator === undefined ? undefined : PRECEDENCE.get(operator);
    if (operator === undefined || own === undefined || own < level) return false;
    scanner.at += operator.length;
    left = { kind: "binary", operator, left, right: scanner.nested(() => binary(scanner, own + 1)) };
    return true;
  });
  return left;
}

function unary(scanner: Scanner): Expression {
  const operator = scanner.take("!") ? "!" : scanner.take("-") ? "-" : undefined;
  if (operator === undefined) return postfix(scanner, primary(scanner));
  return scanner.nested(() => ({ kind: "unary", operator, operand: unary(scanner) }));
}

function postfix(scanner: Scanner, start: Expression): Expression {
  let of = start;
  scanner.repeated(() => {
    const next = postfixStep(scanner, of);
    if (next === undefined) return false;
    of = next;
    return true;
  });
  return of;
}

function postfixStep(scanner: Scanner, of: Expression): Expression | undefined {
  if (scanner.peek("...")) return undefined;
  if (scanner.take("[")) {
    if (scanner.take("*")) {
      scanner.expect("]");
      return splat(of, (member) => postfix(scanner, member), scanner);
    }
    const key = scanner.whereLines(false)(() => {
      const parsed = expression(scanner);
      scanner.skipBlank();
      return parsed;
    });
    scanner.expect("]");
    return { kind: "index", of, key };
  }
  if (!scanner.take(".")) return undefined;
  if (scanner.take("*")) return splat(of, (member) => attributes(scanner, member), scanner);
  return attribute(scanner, of);
}

function attribute(scanner: Scanner, of: Expression): Expression {
  const name = scanner.identifier();
  if (name !== undefined) return { kind: "attribute", of, name };
  const index = scanner.integer();
  return index === undefined ? scanner.fail("a name") : { kind: "index", of, key: { kind: "literal", value: index } };
}

/** An old splat, `.*`, takes attributes only: an index after them is one into its result. */
function attributes(scanner: Scanner, member: Expression): Expression {
  let of = member;
  scanner.repeated(() => {
    if (scanner.peek("...") || scanner.peek(".*") || !scanner.take(".")) return false;
    of = attribute(scanner, of);
    return true;
  });
  return of;
}

function splat(of: Expression, rest: (member: Expression) => Expression, scanner: Scanner): Expression {
  return { kind: "splat", of, each: scanner.nested(() => rest({ kind: "root", name: SPLAT_MEMBER })) };
}

function primary(scanner: Scanner): Expression {
  if (scanner.take('"')) return scanner.nested(() => template(scanner, CLOSING_QUOTE, expression));
  if (scanner.take("(")) return scanner.whereLines(false)(() => parenthesized(scanner));
  if (scanner.take("[")) return scanner.nested(() => scanner.whereLines(false)(() => tuple(scanner)));
  if (scanner.take("{")) return scanner.nested(() => object(scanner));
  if (scanner.take("<<")) return scanner.nested(() => heredoc(scanner));
  const number = scanner.number();
  if (number !== undefined) return { kind: "literal", value: number };
  const name = scanner.identifier() ?? scanner.fail();
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "null") return { kind: "literal", value: null };
  return scanner.peek("(") || scanner.peek("::") ? call(scanner, name) : { kind: "root", name };
}

function parenthesized(scanner: Scanner): Expression {
  const inner = expression(scanner);
  scanner.expect(")");
  return inner;
}

const HEREDOC_START = /(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** @see https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings */
function heredoc(scanner: Scanner): Expression {
  HEREDOC_START.lastIndex = scanner.at;
  const [start, dash, name] = HEREDOC_START.exec(scanner.text) ?? scanner.fail("the name of a here-document");
  // The line's end is left to whoever the document stands in.
  const closing = new RegExp(`[ \\t]*${name}(?=[ \\t]*(?:\\r?\\n|$))`, "uy");
  scanner.at += start.length;
  const end: TemplateEnd = {
    written: "heredoc",
    reached: (at) => {
      if (at.text[at.at - 1] !== "\n") return false;
      closing.lastIndex = at.at;
      const found = closing.exec(at.text)?.[0];
      if (found !== undefined) at.at += found.length;
      return found !== undefined;
    },
  };
  return template(scanner, dash === "-" ? { ...end, flush: true } : end, expression);
}

function call(scanner: Scanner, first: string): Expression {
  let name = first;
  scanner.repeated(() => {
    if (!scanner.take("::")) return false;
    name = `${name}::${scanner.expectIdentifier()}`;
    return true;
  });
  scanner.expect("(");
  return scanner.whereLines(false)(() => {
    const args: Expression[] = [];
    let spread = false;
    while (!scanner.take(")")) {
      args.push(expression(scanner));
      if (scanner.take("...")) spread = true;
      if (!scanner.take(",") && !scanner.peek(")")) scanner.fail(")");
    }
    return { kind: "call", name, args, spread };
  });
}

function tuple(scanner: Scanner): Expression {
  const start = scanner.at;
  if (scanner.takeWord("for") && startsLoop(scanner)) {
    const loop = forHead(scanner);
    return forEnd(scanner, "]", loop, null, expression(scanner));
  }
  scanner.at = start;
  const items: Expression[] = [];
  while (!scanner.take("]")) {
    items.push(expression(scanner));
    if (!scanner.take(",") && !scanner.peek("]")) scanner.fail("]");
  }
  return { kind: "tuple", items };
}

function startsLoop(scanner: Scanner): boolean {
  const start = scanner.at;
  const found = scanner.identifier() !== undefined;
  scanner.at = start;
  return found;
}

function object(scanner: Scanner): Expression {
  const start = scanner.at;
  const loop = scanner.whereLines(false)(() =>
    scanner.takeWord("for") && startsLoop(scanner) ? objectLoop(scanner) : undefined,
  );
  if (loop !== undefined) return loop;
  scanner.at = start;
  return scanner.whereLines(true)(() => {
    const entries: (readonly [Expression, Expression])[] = [];
    scanner.takeNewlines();
    while (!scanner.take("}")) {
      const key = objectKey(scanner);
      if (!scanner.take("=")) scanner.expect(":");
      entries.push([key, expression(scanner)]);
      const separated = scanner.take(",");
      if (!scanner.takeNewlines() && !separated && !scanner.peek("}")) scanner.fail("}");
    }
    return { kind: "object", entries };
  });
}

function objectLoop(scanner: Scanner): Expression {
  const loop = forHead(scanner);
  const key = expression(scanner);
  scanner.expect("=>");
  return forEnd(scanner, "}", loop, key, expression(scanner));
}

/** A bare name is a key; a reference that stands alone must be in parentheses. */
function objectKey(scanner: Scanner): Expression {
  const isBare = !scanner.peek("(");
  const key = expression(scanner);
  if (!isBare || key.kind === "template") return key;
  return key.kind === "root" ? { kind: "literal", value: key.name } : key;
}

interface ForHead {
  readonly keyName: string | null;
  readonly valueName: string;
  readonly collection: Expression;
}

function forHead(scanner: Scanner): ForHead {
  const first = scanner.expectIdentifier();
  const second = scanner.take(",") ? scanner.expectIdentifier() : undefined;
  if (!scanner.takeWord("in")) scanner.fail("in");
  const collection = expression(scanner);
  scanner.expect(":");
  return { keyName: second === undefined ? null : first, valueName: second ?? first, collection };
}

function forEnd(
  scanner: Scanner,
  end: string,
  loop: ForHead,
  resultKey: Expression | null,
  result: Expression,
): Expression {
  const grouped = scanner.take("...");
  const condition = scanner.takeWord("if") ? expression(scanner) : null;
  scanner.expect(end);
  return { kind: "for", ...loop, resultKey, result, condition, grouped };
}
