/** A text that is not what it should be as far as this parser understands the language. */
export class ExpressionSyntaxError extends Error {
  constructor(
    readonly line: number,
    readonly expected: string,
  ) {
    super(`line ${line}: expected ${expected}`);
  }
}

/** What is nested deeper than this is refused, long before the stack ends. */
const MAX_DEPTH = 160;
/** Longer chains of operators and attributes are refused as well: each level of the result is a level of evaluation. */
const MAX_CHAIN = 200;

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
/** What nearly all names are; matching those of Unicode takes three times as long. */
const PLAIN_IDENTIFIER = /[A-Za-z_][\w-]*(?![\u0080-\uffff])/y;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const INTEGER = /\d{1,15}/y;
const OPERATOR = /\|\||&&|[=!<>]=|[<>+\-*/%]/y;
const PLAIN_QUOTED = /[^$%"\\\n]+/y;
const PLAIN_LINE = /[^$%\n]+/y;
const PLAIN = /[^$%]+/y;
const BLANK = /(?:[ \t\r\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
/** The same where the end of a line means something. */
const BLANK_IN_LINE = /(?:[ \t]+|\r(?!\n)|\/\*[\s\S]*?\*\/)+/y;
const COMMENT_TO_END_OF_LINE = /(?:#|\/\/)[^\r\n]*/y;

/** How template text is written: in quotes, line by line in a here-document, or as a whole text of JSON syntax. */
export type PlainText = "quoted" | "heredoc" | "json";

const PLAIN_TEXTS: Readonly<Record<PlainText, RegExp>> = { quoted: PLAIN_QUOTED, heredoc: PLAIN_LINE, json: PLAIN };

/** Reads the small parts of the language, and keeps their depth within bounds. */
export class Scanner {
  at = 0;
  #depth = 0;
  #linesMatter = false;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  fail(expected = "an expression"): never {
    let line = 1;
    for (let at = this.text.indexOf("\n"); at >= 0 && at < this.at; at = this.text.indexOf("\n", at + 1)) line++;
    throw new ExpressionSyntaxError(line, expected);
  }

  nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) this.fail("less nesting");
    const result = parse();
    this.#depth--;
    return result;
  }

  /** Whether the end of a line ends what is parsed, as between arguments, or is blank, as in parentheses. */
  whereLines(matter: boolean): <T>(parse: () => T) => T {
    return (parse) => {
      const before = this.#linesMatter;
      this.#linesMatter = matter;
      const result = parse();
      this.#linesMatter = before;
      return result;
    };
  }

  /** Repeats as long as there is something, but not without end. */
  repeated(parse: () => boolean): void {
    for (let count = 0; parse(); count++) if (count >= MAX_CHAIN) this.fail("a shorter chain");
  }

  skipBlank(): void {
    const code = this.text.charCodeAt(this.at);
    // Nothing blank starts with anything else: space, tab, ends of lines, comments.
    if (code > 47 || (code > 35 && code < 47)) return;
    if (!this.#linesMatter) {
      this.#match(BLANK);
      return;
    }
    this.#match(BLANK_IN_LINE);
    this.#match(COMMENT_TO_END_OF_LINE);
  }

  /** The end of a line, with all empty lines and comments after it. */
  takeNewlines(): boolean {
    this.skipBlank();
    if (!this.text.startsWith("\n", this.at) && !this.text.startsWith("\r\n", this.at)) return false;
    this.#match(BLANK);
    return true;
  }

  peek(symbol: string): boolean {
    this.skipBlank();
    return this.text.startsWith(symbol, this.at);
  }

  take(symbol: string): boolean {
    const found = this.peek(symbol);
    if (found) this.at += symbol.length;
    return found;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail(symbol);
  }

  /** An operator between two operands, without going past it. */
  peekOperator(): string | undefined {
    this.skipBlank();
    OPERATOR.lastIndex = this.at;
    return OPERATOR.exec(this.text)?.[0];
  }

  identifier(): string | undefined {
    this.skipBlank();
    return this.#match(PLAIN_IDENTIFIER) ?? this.#match(IDENTIFIER)?.normalize("NFC");
  }

  expectIdentifier(): string {
    return this.identifier() ?? this.fail("a name");
  }

  /** A word that means something here, such as `for` or `in`. */
  takeWord(word: string): boolean {
    const start = this.at;
    if (this.identifier() === word) return true;
    this.at = start;
    return false;
  }

  number(): number | undefined {
    this.skipBlank();
    const text = this.#match(NUMBER);
    return text === undefined ? undefined : Number(text);
  }

  integer(): number | undefined {
    const text = this.#match(INTEGER);
    return text === undefined ? undefined : Number(text);
  }

  /** Text up to the next character that may mean something in such a template. */
  plainText(written: PlainText): string {
    return this.#match(PLAIN_TEXTS[written]) ?? "";
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
