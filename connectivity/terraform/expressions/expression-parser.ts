import { type Expression, SPLAT_MEMBER } from "./expression";
import { Scanner } from "./expression-scanner";

/** Operators by how tightly they bind, the loosest first. */
const OPERATORS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

const ESCAPES = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** Texts longer than this are not parsed. */
const MAX_LENGTH = 100_000;

/**
 * Parses a template as it stands in Terraform's JSON syntax: a text that is one `${...}` is that expression, whatever its
 * type; any other is a text with expressions in it.
 *
 * @throws ExpressionSyntaxError for what this parser does not understand, such as `%{ for }` directives.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string): Expression {
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", value: text };
  const scanner = new Scanner(text);
  if (text.length > MAX_LENGTH) scanner.fail();
  return template(scanner, undefined);
}

/** Parses a bare expression, such as an address in `depends_on`. */
export function parseExpression(text: string): Expression {
  const scanner = new Scanner(text);
  if (text.length > MAX_LENGTH) scanner.fail();
  const parsed = expression(scanner);
  scanner.skipBlank();
  return scanner.done ? parsed : scanner.fail();
}

/** @param quote - The quote that ends the template; undefined where the end of the text does. */
function template(scanner: Scanner, quote: '"' | undefined): Expression {
  const parts: Expression[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "literal", value: literal });
    literal = "";
  };
  for (;;) {
    if (scanner.done) {
      if (quote !== undefined) scanner.fail();
      break;
    }
    const rest = scanner.text.slice(scanner.at, scanner.at + 3);
    if (quote !== undefined && rest.startsWith(quote)) {
      scanner.at++;
      break;
    }
    if (rest === "$${" || rest === "%%{") {
      literal += rest.slice(1);
      scanner.at += 3;
    } else if (rest.startsWith("${")) {
      flush();
      parts.push(interpolation(scanner));
    } else if (rest.startsWith("%{")) {
      scanner.fail();
    } else if (quote !== undefined && rest.startsWith("\\")) {
      literal += escaped(scanner);
    } else {
      literal += scanner.plainText() || scanner.text[scanner.at++];
    }
  }
  flush();
  const [only] = parts;
  if (only === undefined) return { kind: "literal", value: "" };
  return parts.length === 1 ? only : { kind: "template", parts };
}

function interpolation(scanner: Scanner): Expression {
  scanner.expect("${");
  scanner.take("~");
  const parsed = scanner.nested(() => expression(scanner));
  scanner.take("~");
  scanner.expect("}");
  return parsed;
}

function escaped(scanner: Scanner): string {
  const letter = scanner.text[scanner.at + 1] ?? "";
  const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  if (length > 0) {
    const code = scanner.text.slice(scanner.at + 2, scanner.at + 2 + length);
    const point = /^[0-9a-fA-F]+$/.test(code) && code.length === length ? Number.parseInt(code, 16) : Number.NaN;
    if (!(point <= 0x10ffff)) scanner.fail();
    scanner.at += 2 + length;
    return String.fromCodePoint(point);
  }
  const value = ESCAPES.get(letter) ?? scanner.fail();
  scanner.at += 2;
  return value;
}

function expression(scanner: Scanner): Expression {
  return scanner.nested(() => {
    const condition = binary(scanner, 0);
    if (!scanner.take("?")) return condition;
    const yes = expression(scanner);
    scanner.expect(":");
    return { kind: "conditional", condition, yes, no: expression(scanner) };
  });
}

function binary(scanner: Scanner, level: number): Expression {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(scanner);
  let left = binary(scanner, level + 1);
  scanner.repeated(() => {
    const operator = scanner.takeAny(operators);
    if (operator === undefined) return false;
    left = { kind: "binary", operator, left, right: binary(scanner, level + 1) };
    return true;
  });
  return left;
}

function unary(scanner: Scanner): Expression {
  const operator = scanner.takeAny(["!", "-"]);
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
      return splat(scanner, of);
    }
    const key = expression(scanner);
    scanner.expect("]");
    return { kind: "index", of, key };
  }
  if (!scanner.take(".")) return undefined;
  if (scanner.take("*")) return splat(scanner, of);
  const name = scanner.identifier();
  if (name !== undefined) return { kind: "attribute", of, name };
  const index = scanner.integer();
  return index === undefined ? scanner.fail() : { kind: "index", of, key: { kind: "literal", value: index } };
}

function splat(scanner: Scanner, of: Expression): Expression {
  const each = scanner.nested(() => postfix(scanner, { kind: "root", name: SPLAT_MEMBER }));
  return { kind: "splat", of, each };
}

function primary(scanner: Scanner): Expression {
  if (scanner.take('"')) return scanner.nested(() => template(scanner, '"'));
  if (scanner.take("(")) {
    const inner = expression(scanner);
    scanner.expect(")");
    return inner;
  }
  if (scanner.take("[")) return scanner.nested(() => tuple(scanner));
  if (scanner.take("{")) return scanner.nested(() => object(scanner));
  const number = scanner.number();
  if (number !== undefined) return { kind: "literal", value: number };
  const name = scanner.expectIdentifier();
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "null") return { kind: "literal", value: null };
  return scanner.peek("(") || scanner.peek("::") ? call(scanner, name) : { kind: "root", name };
}

function call(scanner: Scanner, first: string): Expression {
  let name = first;
  scanner.repeated(() => {
    if (!scanner.take("::")) return false;
    name = `${name}::${scanner.expectIdentifier()}`;
    return true;
  });
  scanner.expect("(");
  const args: Expression[] = [];
  let spread = false;
  while (!scanner.take(")")) {
    args.push(expression(scanner));
    if (scanner.take("...")) spread = true;
    if (!scanner.take(",") && !scanner.peek(")")) scanner.fail();
  }
  return { kind: "call", name, args, spread };
}

function tuple(scanner: Scanner): Expression {
  const start = scanner.at;
  if (scanner.takeWord("for")) {
    const loop = forHead(scanner);
    const result = expression(scanner);
    return forEnd(scanner, "]", loop, null, result);
  }
  scanner.at = start;
  const items: Expression[] = [];
  while (!scanner.take("]")) {
    items.push(expression(scanner));
    if (!scanner.take(",") && !scanner.peek("]")) scanner.fail();
  }
  return { kind: "tuple", items };
}

function object(scanner: Scanner): Expression {
  if (scanner.takeWord("for")) {
    const loop = forHead(scanner);
    const key = expression(scanner);
    scanner.expect("=>");
    return forEnd(scanner, "}", loop, key, expression(scanner));
  }
  const entries: (readonly [Expression, Expression])[] = [];
  while (!scanner.take("}")) {
    const key = expression(scanner);
    if (!scanner.take("=")) scanner.expect(":");
    entries.push([objectKey(key), expression(scanner)]);
    scanner.take(",");
  }
  return { kind: "object", entries };
}

/** A bare name is a key; a reference must stand in parentheses, which makes no difference to anything but a lone name. */
function objectKey(key: Expression): Expression {
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
  if (!scanner.takeWord("in")) scanner.fail();
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
