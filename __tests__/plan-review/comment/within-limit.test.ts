import type { Block, Detail } from "../../../plan-review/comment/block";
import { always } from "../../../plan-review/comment/block";
import { lengthOf, withinLimit } from "../../../plan-review/comment/within-limit";

function block(full: string, ...without: readonly (readonly [Detail, string])[]): Block {
  return { full: () => full, without: without.map(([detail, text]) => [detail, () => text]) };
}

const blocks = [
  always("head"),
  block("attributes of a long list", ["attributes", "names"], ["changes", ""]),
  block("attributes", ["attributes", "name"]),
  block("table of paths", ["paths", ""]),
];

test.each<[number, string, readonly Detail[]]>([
  [61, "head|attributes of a long list|attributes|table of paths", []],
  [60, "head|names|attributes|table of paths", ["attributes"]],
  [40, "head|names|name|table of paths", ["attributes"]],
  [34, "head|names|name", ["attributes", "paths"]],
  [18, "head|name", ["attributes", "paths", "changes"]],
])("in %i bytes: %s", (limit, text, left) => {
  expect(withinLimit(blocks, limit)).toEqual({ text: text.replaceAll("|", "\n\n"), left });
});

test("bytes are counted, which are never fewer than characters", () => {
  expect(lengthOf("aé€😀")).toBe(1 + 2 + 3 + 4);
});
