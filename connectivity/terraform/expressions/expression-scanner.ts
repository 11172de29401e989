/** A text that is not an expression as far as this parser understands the language. */
export class ExpressionSyntaxError extends Error {}

/** Expressions nested deeper than this are refused, long before the stack ends. */
const MAX_DEPTH = 64;
/** Longer chains of operators and attributes are refused as well: each level of the result is a level of evaluation. */
const MAX_CHAIN = 200;

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const INTEGER = /\d{1,15}/y;
const PLAIN = /[^$%"\\]+/y;
const BLANK = /([ \t\r\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;

/** Reads the small parts of expressions, and keeps their depth within bounds. */
export class Scanner {
  at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  fail(): never {
    throw new ExpressionSyntaxError(`unexpected text at ${this.at}`);
  }

  nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) this.fail();
    const result = parse();
    this.#depth--;
    return result;
  }

  /** Repeats as long as there is something, but not without end. */
  repeated(parse: () => boolean): void {
    for (let count = 0; parse(); count++) if (count >= MAX_CHAIN) this.fail();
  }

  skipBlank(): void {
    this.#match(BLANK);
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
    if (!this.take(symbol)) this.fail();
  }

  /** The first of the symbols that comes next. */
  takeAny(symbols: readonly string[]): string | undefined {
    return symbols.find((symbol) => this.take(symbol));
  }

  identifier(): string | undefined {
    this.skipBlank();
    return this.#match(IDENTIFIER);
  }

  expectIdentifier(): string {
    return this.identifier() ?? this.fail();
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

  /** Text up to the next character that may mean something in a template. */
  plainText(): string {
    return this.#match(PLAIN) ?? "";
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
