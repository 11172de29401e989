import type { Expression } from "../expressions/expression";
import { expression } from "../expressions/expression-parser";
import { Scanner } from "../expressions/expression-scanner";
import { type Block, type Body, EMPTY_BODY } from "./body";

/**
 * Parses a file of Terraform's native syntax.
 *
 * @throws ExpressionSyntaxError with the line, and what was expected there; never with what stands there, which may be secret.
 * @see https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/spec.md#structural-elements
 */
export function parseBody(text: string): Body {
  const scanner = new Scanner(text.startsWith("\ufeff") ? text.slice(1) : text);
  const parsed = scanner.whereLines(true)(() => body(scanner));
  return scanner.done ? parsed : scanner.fail("an argument or a block");
}

function body(scanner: Scanner): Body {
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  scanner.takeNewlines();
  for (let name = scanner.identifier(); name !== undefined; name = scanner.identifier()) {
    statement(scanner, name, attributes, blocks);
    if (!scanner.takeNewlines() && !scanner.done) scanner.fail("the end of the line");
  }
  scanner.skipBlank();
  return { attributes, blocks };
}

function statement(scanner: Scanner, name: string, attributes: Map<string, Expression>, blocks: Block[]): void {
  if (!scanner.peek("==") && scanner.take("=")) {
    if (attributes.has(name)) scanner.fail("each argument once");
    attributes.set(name, expression(scanner));
  } else {
    blocks.push(scanner.nested(() => block(scanner, name)));
  }
}

function block(scanner: Scanner, type: string): Block {
  const labels: string[] = [];
  while (!scanner.take("{")) labels.push(label(scanner));
  const inner = scanner.takeNewlines() ? body(scanner) : oneLine(scanner);
  scanner.expect("}");
  return { type, labels, body: inner };
}

/** A block in one line holds one argument at most. */
function oneLine(scanner: Scanner): Body {
  const name = scanner.identifier();
  if (name === undefined) return EMPTY_BODY;
  scanner.expect("=");
  return { attributes: new Map([[name, expression(scanner)]]), blocks: [] };
}

function label(scanner: Scanner): string {
  if (!scanner.peek('"')) return scanner.identifier() ?? scanner.fail("{");
  const parsed = expression(scanner);
  return parsed.kind === "literal" && typeof parsed.value === "string" ? parsed.value : scanner.fail("a plain name");
}
