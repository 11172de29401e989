import fc from "fast-check";

/** Names as people write them, and as hardly anybody does. */
const name = fc.constantFrom("a", "vpc_id", "aws_subnet", "for_each", "x-y", "été", "名前", "_z9", "iff", "inner");

const blank = fc.constantFrom("", "", " ", "  ", " /* a comment */ ");
/** Where lines may be broken. */
const anyBlank = fc.constantFrom("", " ", "\n", "\n  # a comment\n", " // another } ]\n ", "/* */", "\r\n");

const plainText = fc.constantFrom(
  "",
  "plain",
  "a b",
  "$",
  "%",
  "$5",
  "$${kept}",
  "%%{kept}",
  "x\\ny",
  '\\"',
  "\\\\",
  "\\u00e9",
  "\\U0001F600",
  "# no comment",
  "{",
  "}",
  "é",
  "e\u0301",
  "//",
);

const joined = (parts: readonly string[]) => parts.join("");

/** Expressions of the language, written in many ways. */
const { expression } = fc.letrec<{ expression: string; operand: string; template: string }>((tie) => {
  const inner = tie("expression");
  const operand = tie("operand");
  const list = (item: fc.Arbitrary<string>, space: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(space, item, space).map(joined), { maxLength: 3 });
  const word = (first: string, rest: fc.Arbitrary<string>) => fc.tuple(fc.constant(`${first} `), rest).map(joined);
  const entry = fc
    .tuple(
      fc.oneof(
        name,
        fc.tuple(fc.constant('"'), plainText, fc.constant('"')).map(joined),
        inner.map((key) => `(${key})`),
        fc.tuple(fc.constant('"k${'), inner, fc.constant('}"')).map(joined),
      ),
      fc.constantFrom(" = ", "=", " : "),
      inner,
      fc.constantFrom("\n", ", ", ",\n", " # why\n"),
    )
    .map(joined);
  const loop = (key: fc.Arbitrary<string>, open: string, close: string) =>
    fc
      .tuple(
        fc.constantFrom(`${open}for v in `, `${open} for k, v in `),
        operand,
        fc.constant(" : "),
        key,
        operand,
        fc.constantFrom("", open === "{" ? "..." : ""),
        fc.oneof(fc.constant(""), word(" if", operand)),
        anyBlank,
        fc.constant(close),
      )
      .map(joined);
  // What is constant in a text the other parser makes a part of the text.
  const open = fc.oneof(
    fc
      .tuple(name, fc.constantFrom("", " + ", " == "), operand)
      .map(([first, operator, other]) => (operator === "" ? first : first + operator + other)),
    fc.tuple(fc.constant("f("), inner, fc.constant(")")).map(joined),
  );
  const interpolation = fc.tuple(fc.constantFrom("${", "${~ "), open, fc.constantFrom("}", " ~}")).map(joined);
  const directives = fc.oneof(
    fc
      .tuple(
        fc.constantFrom("%{ if ", "%{~ if "),
        operand,
        fc.constantFrom(" }", " ~}"),
        tie("template"),
        fc.constantFrom("%{ else }", "%{~ else ~}"),
        tie("template"),
        fc.constant("%{ endif }"),
      )
      .map(joined),
    fc
      .tuple(
        fc.constantFrom("%{ for v in ", "%{ for k, v in "),
        operand,
        fc.constant(" }"),
        tie("template"),
        fc.constantFrom("%{ endfor }", "%{ endfor ~}"),
      )
      .map(joined),
  );
  return {
    template: fc
      .array(fc.oneof({ weight: 4, arbitrary: plainText }, { weight: 2, arbitrary: interpolation }, directives), {
        maxLength: 4,
      })
      .map(joined),
    operand: fc.oneof(
      { withCrossShrink: true, depthSize: "small" },
      name,
      fc.constantFrom("1", "0", "1.5", "1e3", "true", "false", "null", "123456", '""'),
      fc.tuple(fc.constant('"'), tie("template"), fc.constant('"')).map(joined),
      fc
        .tuple(
          name,
          fc.constantFrom(".a", "[0]", '["k"]', ".0", ".*.id", "[*].id", "[*]", ".*.a[0]", "[*].a[0]", "[*].a[*]"),
        )
        .map(joined),
      // A key that is true, false or null is none.
      fc
        .tuple(
          name,
          fc.constant("["),
          anyBlank,
          inner.map((key) => `(${key})`),
          fc.constant("]"),
          fc.constantFrom("", ".a", "[1]"),
        )
        .map(joined),
      fc
        .tuple(
          fc.constantFrom("f(", "join (", "provider::x::f("),
          list(inner, anyBlank).map((args) => args.join(",")),
          fc.constantFrom(")", ").a", ")[0]", ")[*].b"),
        )
        .map(joined),
      fc.tuple(fc.constant("f("), operand, fc.constant("...)")).map(joined),
      fc
        .tuple(
          fc.constant("["),
          list(inner, anyBlank).map((items) => items.join(",")),
          fc.constantFrom("]", "][0]"),
        )
        .map(joined),
      fc
        .tuple(
          fc.constant("{"),
          fc.constantFrom("", "\n", " # here\n"),
          fc.array(entry, { maxLength: 3 }).map(joined),
          fc.constant("}"),
        )
        .map(joined),
      loop(fc.constant(""), "[", "]"),
      loop(fc.tuple(operand, fc.constant(" => ")).map(joined), "{", "}"),
      fc.tuple(fc.constantFrom("-", "!", "- ", "!!"), name).map(joined),
      fc.tuple(fc.constant("("), anyBlank, inner, anyBlank, fc.constant(")")).map(joined),
    ),
    expression: fc.oneof(
      { depthSize: "small" },
      operand,
      fc
        .tuple(
          operand,
          blank,
          fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"),
          fc.constant(" "),
          inner,
        )
        .map(joined),
      fc.tuple(operand, fc.constant(" ? "), inner, fc.constant(" : "), inner).map(joined),
    ),
  };
});

export const anyExpression = expression;

const heredoc = fc
  .tuple(
    fc.constantFrom("<<EOT", "<<-EOT", "<<-É"),
    fc.array(
      fc.constantFrom(
        "text",
        "  $" + "{a}",
        "    deeper",
        "",
        "   ",
        "\ttab",
        "  %{ if a ~}",
        "  %{ endif }",
        "%{ for v in b ~}",
        "  %{~ endfor ~}",
        'a "quote"',
        "\\n stays",
        "  $" + "{~ a ~}  ",
        "EOT too",
        "$${a}",
      ),
      { maxLength: 6 },
    ),
    fc.constantFrom("", "  "),
  )
  .map(([start, lines, indent]) => [start, ...lines, `${indent}${start.replace(/^<<-?/, "")}`].join("\n"));

const { body } = fc.letrec<{ body: string }>((tie) => ({
  body: fc
    .uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: 99 }),
        fc.oneof(
          { depthSize: "small" },
          { weight: 4, arbitrary: fc.tuple(fc.constantFrom(" = ", "=", " =  "), expression).map(joined) },
          { weight: 1, arbitrary: heredoc.map((text) => ` = ${text}`) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(" {}", " { a = 1 }", ' "l" {}', ' "l" "m" { a = [] }', " l { a = {} }"),
          },
          {
            weight: 1,
            arbitrary: fc
              .tuple(fc.constantFrom(" {\n", ' "l" {\n', ' "l" m {  # open\n'), tie("body"), fc.constant("}"))
              .map(joined),
          },
        ),
        fc.constantFrom("\n", "\n\n", " # end\n", " // end\n", "\n# line\n"),
      ),
      { maxLength: 4, selector: ([number]) => number },
    )
    .map((statements) => statements.map(([number, rest, end]) => `n${number}${rest}${end}`).join("")),
}));

/** Files, of which most can be read. */
export const anyFile = fc
  .tuple(
    fc.constantFrom("", "", "\ufeff", "# first\n", "\n\n"),
    body,
    fc.constantFrom("", "", "# last", "}", "a = ", "b {"),
    fc.boolean(),
  )
  .map(([start, text, end, windows]) =>
    windows ? `${start}${text}${end}`.replace(/\r?\n/g, "\r\n") : `${start}${text}${end}`,
  );
