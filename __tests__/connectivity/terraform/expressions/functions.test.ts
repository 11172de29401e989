// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are Terraform's.
import { readModel } from "../../../../connectivity/terraform";
import { show } from "../show";

/** What an expression comes to. */
function evaluate(expression: string): string {
  const json = { resource: { example: { it: { argument: `\${${expression}}` }, other: {} } }, variable: { open: {} } };
  const value = readModel([{ name: "cdk.tf.json", json }])
    .at("example.it")
    ?.get("argument");
  return value === undefined ? "nothing" : show(value);
}

test.each([
  ["1 + 2 * 3", "7"],
  ["(1 + 2) * 3 % 4", "1"],
  ["-2 - 3", "-5"],
  ['!true || 1 >= 1 && "a" != "b"', "true"],
  ["false && var.open", "false"],
  ["true || var.open", "true"],
  ["1 / 0", "? a number is divided by zero"],
  ['"a${1 + 1}b${true}"', '"a2btrue"'],
  ['"tab\\t\\u00e9 $${x} %%{y}"', '"tab\\té ${x} %{y}"'],
  ['{ a = 1, "b" : 2, (lower("C")) = 3 }.c', "3"],
  ['[for i, v in ["x", "y"] : "${i}${v}"]', '["0x", "1y"]'],
  ['{ for v in ["x"] : v => upper(v) }["x"]', '"X"'],
  ["[1, 2, 3,][1] # the second\n", "2"],
  ["/* nothing */ null", "null"],
  ["[[1], [2, [3]]][*][0]", "[1, 2]"],
])("%s", (expression, expected) => {
  expect(evaluate(expression)).toBe(expected);
});

test.each([
  ['format("%s-%03d%%", "a", 7)', '"a-007%"'],
  ['format("%q", "a")', '"\\"a\\""'],
  ['join(",", ["a", "b"], ["c"])', '"a,b,c"'],
  ['split("/", "a/b")', '["a", "b"]'],
  ['replace("a.b", ".", "-")', '"a-b"'],
  ['replace("a.b", "/[a-z]/", "-")', '"-.-"'],
  ['replace("a.b", "/((a)+)+/", "-")', "? replace() is not evaluated"],
  ['substr("abcdef", 1, 2)', '"bc"'],
  ['trimprefix("abc", "a")', '"bc"'],
  ['trimsuffix("abc", "c")', '"ab"'],
  ['startswith("abc", "ab")', "true"],
  ['tonumber("12") + 1', "13"],
  ['tobool("false")', "false"],
  ["tostring(5671)", '"5671"'],
  ["max(1, 3, 2)", "3"],
  ['cidrsubnet("10.0.0.0/16", 8, 255)', '"10.0.255.0/24"'],
  ['cidrsubnet("2001:db8::/56", 8, 2)', '"2001:db8:0:2::/64"'],
  ['cidrsubnet("10.0.0.0/16", 8, 256)', "? an address range, or what is taken of it, is none"],
  ['cidrhost("10.0.0.0/24", -2)', '"10.0.0.254"'],
])("texts and numbers: %s", (expression, expected) => {
  expect(evaluate(expression)).toBe(expected);
});

test.each([
  ["concat([1], [], [2])", "[1, 2]"],
  ["flatten([[1, [2]], 3])", "[1, 2, 3]"],
  ['compact(["a", "", null])', '["a"]'],
  ["distinct([1, 2, 1])", "[1, 2]"],
  ["reverse([1, 2])", "[2, 1]"],
  ['sort(["b", "a"])', '["a", "b"]'],
  ["slice([1, 2, 3], 1, 3)", "[2, 3]"],
  ["element([1, 2, 3], 4)", "2"],
  ["one([])", "null"],
  ["one([1])", "1"],
  ["length({ a = 1 })", "1"],
  ["contains([1, 2], 2)", "true"],
  ["keys({ b = 1, a = 2 })", '["a", "b"]'],
  ["values({ b = 1, a = 2 })", "[2, 1]"],
  ['lookup({ a = 1 }, "b", 2)', "2"],
  ["merge({ a = 1, b = 1 }, { b = 2 })", "{a: 1, b: 2}"],
  ['zipmap(["a", "b"], [1, 2])', "{a: 1, b: 2}"],
  ["range(3)", "[0, 1, 2]"],
  ["range(5, 1, -2)", "[5, 3]"],
  ['coalesce(null, "", "a")', '"a"'],
  ["coalescelist([], [1])", "[1]"],
  ["try({ a = 1 }.b, 2)", "2"],
  ["concat([[1], [2]]...)", "[1, 2]"],
  ['jsondecode("{\\"a\\": [1]}").a[0]', "1"],
  ['jsonencode({ a = [1, "b", null, true] })', '"{\\"a\\":[1,\\"b\\",null,true]}"'],
])("collections: %s", (expression, expected) => {
  expect(evaluate(expression)).toBe(expected);
});

test.each([
  ["a function that is not evaluated names what it is made from", "sha256(example.other.id)", "some(example.other.id)"],
  ["of nothing, only that it is not", 'sha256("a")', "? sha256() is not evaluated"],
  ["a function of a provider", 'provider::aws::arn_parse("x")', "? provider::aws::arn_parse() is not evaluated"],
  [
    "what is missing is named",
    "coalesce(var.open, 1)",
    "? var.open has no default: check the plan, which shows its value",
  ],
  ["a document in a secret", 'jsondecode(example.other.secret)["password"]', "one(example.other.secret)"],
  ["an unfinished expression", "1 +", "? the expression of example.it.argument is not understood: check the plan"],
  [
    "an expression with more behind it",
    "1 2",
    "? the expression of example.it.argument is not understood: check the plan",
  ],
])("%s", (_, expression, expected) => {
  expect(evaluate(expression)).toBe(expected);
});
