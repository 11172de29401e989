import type { Expression } from "./expression";
import type { PlainText, Scanner } from "./expression-scanner";

/** Where a template ends, and how its text is written. */
export interface TemplateEnd {
  readonly written: PlainText;
  /** Whether the template is at its end; goes past what ends it. */
  readonly reached: (scanner: Scanner) => boolean;
  /** Set for `<<-`: the indentation that all lines share is not part of the text. */
  readonly flush?: true;
}

/** A piece of a template. `~` in a marker takes the blanks on its side of the neighbouring text away. */
type Piece =
  | { readonly kind: "text"; text: string }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "directive"; readonly directive: Directive };

type Directive =
  | { readonly word: "if"; readonly condition: Expression }
  | {
      readonly word: "for";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
    }
  | { readonly word: "else" | "endif" | "endfor" };

/** Parses an expression inside a template. */
export type ParseExpression = (scanner: Scanner) => Expression;

const ESCAPES = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/**
 * Parses text with `${...}` and `%{...}` in it. A template that is one `${...}` is that expression, whatever its type.
 *
 * @throws ExpressionSyntaxError
 * @see https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/spec.md#templates
 */
export function template(scanner: Scanner, end: TemplateEnd, expression: ParseExpression): Expression {
  const pieces = scanner.whereLines(false)(() => piecesUntil(scanner, end, expression));
  if (end.flush) removeIndentation(pieces);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "value") return only.value;
  return new PieceReader(joinTexts(pieces), scanner).until([]);
}

function piecesUntil(scanner: Scanner, end: TemplateEnd, expression: ParseExpression): Piece[] {
  const pieces: Piece[] = [];
  let trimNext = false;
  let text = "";
  const flush = () => {
    if (text !== "") pieces.push({ kind: "text", text: text.normalize("NFC") });
    text = "";
  };
  const marked = (start: string, parse: () => Piece) => {
    flush();
    scanner.at += start.length;
    const before = pieces.at(-1);
    if (scanner.text.startsWith("~", scanner.at)) {
      scanner.at++;
      if (before?.kind === "text") before.text = before.text.trimEnd();
    }
    pieces.push(scanner.nested(parse));
    trimNext = scanner.take("~");
    scanner.expect("}");
  };
  while (!end.reached(scanner)) {
    if (scanner.done) scanner.fail("the end of a template");
    const rest = scanner.text.slice(scanner.at, scanner.at + 3);
    if (rest.startsWith("${")) marked("${", () => ({ kind: "value", value: expression(scanner) }));
    else if (rest.startsWith("%{"))
      marked("%{", () => ({ kind: "directive", directive: directive(scanner, expression) }));
    else {
      const piece = textPiece(scanner, rest, end.written);
      text += trimNext ? piece.trimStart() : piece;
      // Text is trimmed as the language's own scanner cuts it: each line of a here-document by itself.
      trimNext = trimNext && end.written !== "heredoc" && text === "";
      if (piece.endsWith("\n") && end.written === "heredoc") {
        flush();
        trimNext = false;
      }
    }
  }
  flush();
  return pieces;
}

function textPiece(scanner: Scanner, rest: string, written: PlainText): string {
  if (rest === "$${" || rest === "%%{") {
    scanner.at += 3;
    return rest.slice(1);
  }
  if (written === "quoted" && rest.startsWith("\\")) return escaped(scanner);
  if (written === "quoted" && rest.startsWith("\n")) scanner.fail('"');
  const plain = scanner.plainText(written);
  if (plain !== "" && !(written === "heredoc" && scanner.text[scanner.at] === "\n")) return plain;
  scanner.at++;
  return plain + (scanner.text[scanner.at - 1] ?? "");
}

function escaped(scanner: Scanner): string {
  const letter = scanner.text[scanner.at + 1] ?? "";
  const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  if (length > 0) {
    const code = scanner.text.slice(scanner.at + 2, scanner.at + 2 + length);
    const point = /^[0-9a-fA-F]+$/.test(code) && code.length === length ? Number.parseInt(code, 16) : Number.NaN;
    if (!(point <= 0x10ffff)) scanner.fail("a Unicode escape");
    scanner.at += 2 + length;
    return String.fromCodePoint(point);
  }
  const value = ESCAPES.get(letter) ?? scanner.fail("an escape that exists");
  scanner.at += 2;
  return value;
}

function directive(scanner: Scanner, expression: ParseExpression): Directive {
  const word = scanner.expectIdentifier();
  switch (word) {
    case "if":
      return { word, condition: expression(scanner) };
    case "for": {
      const first = scanner.expectIdentifier();
      const second = scanner.take(",") ? scanner.expectIdentifier() : undefined;
      if (!scanner.takeWord("in")) scanner.fail("in");
      const collection = expression(scanner);
      return { word, keyName: second === undefined ? null : first, valueName: second ?? first, collection };
    }
    case "else":
    case "endif":
    case "endfor":
      return { word };
    default:
      return scanner.fail("if, for, else, endif or endfor");
  }
}

/** @see https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/parser_template.go, flushHeredocTemplateParts */
function removeIndentation(pieces: readonly Piece[]): void {
  let indentation = Number.POSITIVE_INFINITY;
  const starts: { text: string }[] = [];
  let atStart = true;
  for (const piece of pieces) {
    if (atStart) {
      const blank = piece.kind === "text" ? piece.text.length - piece.text.trimStart().length : 0;
      if (piece.kind !== "text" || blank < piece.text.length || !piece.text.endsWith("\n")) {
        indentation = Math.min(indentation, blank);
        if (piece.kind === "text") starts.push(piece);
      }
    }
    atStart = piece.kind === "text" && piece.text.endsWith("\n");
  }
  for (const piece of starts) piece.text = piece.text.slice(indentation);
}

function joinTexts(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "text" && last?.kind === "text") last.text += piece.text;
    else if (piece.kind !== "text" || piece.text !== "") joined.push(piece);
  }
  return joined;
}

/** Finds what belongs to which directive. */
class PieceReader {
  #at = 0;

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly scanner: Scanner,
  ) {}

  /** All up to one of these directives, or to the end where there are none. */
  until(ends: readonly Directive["word"][]): Expression {
    const parts: Expression[] = [];
    for (;;) {
      const piece = this.pieces[this.#at];
      if (piece === undefined) {
        if (ends.length > 0) this.scanner.fail(`%{ ${ends.at(-1)} }`);
        break;
      }
      if (piece.kind === "directive" && ends.includes(piece.directive.word)) break;
      this.#at++;
      if (piece.kind === "text") parts.push({ kind: "literal", value: piece.text });
      else if (piece.kind === "value") parts.push(piece.value);
      else parts.push(this.scanner.nested(() => this.#directive(piece.directive)));
    }
    const [only] = parts;
    if (only === undefined) return { kind: "literal", value: "" };
    return parts.length === 1 && only.kind === "literal" ? only : { kind: "template", parts };
  }

  #directive(directive: Directive): Expression {
    if (directive.word === "if") {
      const yes = this.until(["else", "endif"]);
      const no: Expression = this.#take("else") ? this.until(["endif"]) : { kind: "literal", value: "" };
      this.#take("endif");
      return { kind: "conditional", condition: directive.condition, yes, no };
    }
    if (directive.word !== "for") return this.scanner.fail(`what %{ ${directive.word} } ends`);
    const { keyName, valueName, collection } = directive;
    const result = this.until(["endfor"]);
    this.#take("endfor");
    const loop: Expression = {
      kind: "for",
      keyName,
      valueName,
      collection,
      resultKey: null,
      result,
      condition: null,
      grouped: false,
    };
    return { kind: "call", name: "join", args: [{ kind: "literal", value: "" }, loop], spread: false };
  }

  #take(word: Directive["word"]): boolean {
    const piece = this.pieces[this.#at];
    const found = piece?.kind === "directive" && piece.directive.word === word;
    if (found) this.#at++;
    return found;
  }
}
