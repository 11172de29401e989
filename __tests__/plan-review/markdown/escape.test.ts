import { cell, code, text } from "../../../plan-review/markdown/escape";
import { htmlCode } from "../../../plan-review/markdown/html";

test.each([
  ["@team and user@example.com", "@&#8203;team and user@&#8203;example.com"],
  ["see #1 and GH-12", "see #&#8203;1 and GH-&#8203;12"],
  ["https://evil.example and www.evil.example", "https:&#8203;//evil.example and www&#8203;.evil.example"],
  ["<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
  ["*a* _b_ c_d `e` [f](g) ~h~ |i| $j$ \\", "\\*a\\* \\_b\\_ c_d \\`e\\` \\[f\\](g) \\~h\\~ \\|i\\| \\$j\\$ \\\\"],
  ["a\n\n# b\u202e\u0000", "a\\\\u{a}\\\\u{a}#&#8203; b\\\\u{202e}\\\\u{0}"],
])("text %j stays text", (input, expected) => {
  expect(text(input)).toBe(expected);
});

test.each([
  ["aws_subnet.a", "`aws_subnet.a`"],
  ["a`b", "``a`b``"],
  ["``a", "``` ``a ```"],
  ["", "`  `"],
  ["a\nb", "`a\\u{a}b`"],
])("name %j is a code span", (input, expected) => {
  expect(code(input)).toBe(expected);
});

test("a long name loses its middle", () => {
  expect(code(`${"a".repeat(150)}${"b".repeat(150)}`)).toBe(`\`${"a".repeat(100)}…${"b".repeat(100)}\``);
  expect(code("a".repeat(200))).toBe(`\`${"a".repeat(200)}\``);
});

test("a bar ends no cell, and is not escaped twice", () => {
  expect(cell("`a|b` c\\|d")).toBe("`a\\|b` c\\|d");
});

test("a name in HTML is no element", () => {
  expect(htmlCode('</summary><img src="x">&\n')).toBe('<code>&lt;/summary&gt;&lt;img src="x"&gt;&amp;\\u{a}</code>');
});
