import { readFileSync } from "node:fs";
import { join } from "node:path";
import { options } from "../../stacks/catalogue";

function page(id: string): string {
  return readFileSync(join(__dirname, "..", "..", "docs", "options", `${id}.md`), "utf8");
}

/** The cells of a page's table below a heading. */
function rows(id: string, heading: string): readonly (readonly string[])[] {
  const section = page(id).split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| (?!---)(.*) \|$/gm)].slice(1).map(([, line = ""]) => line.split(" | "));
}

test.each(options)("the page of $id has everything that a page has", ({ id }) => {
  const headings = [...page(id).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Picture",
    "How a message gets to your code",
    "What it costs a month",
    "What secures it",
    "What can go wrong",
    "What breaks it",
  ]);
  expect(page(id)).not.toMatch(/undefined|\[object|\$\{/);
});

test.each([
  ["option-1-public-broker", "1.20 USD"],
  ["option-2-default-vpc", "23.10 USD"],
  ["option-3-private-nat", "37.70 USD"],
  ["option-4-isolated", "23.10 USD"],
  ["option-5-public-subnets", "23.10 USD"],
])("%s costs %s a month, and the broker, whose price is not known", (id, cost) => {
  const lines = rows(id, "What it costs a month");
  expect(lines[0]?.at(-1)).toBe("unknown");
  expect(lines.at(-1)?.at(-1)).toBe(`**${cost} and what is unknown**`);
});

test.each([
  ["option-3-private-nat", ["no-route-out", "nat-gateway-without-internet", "nat-gateway-without-address"]],
  ["option-4-isolated", ["no-route-out", "endpoint-private-dns-off", "security-group-egress"]],
  ["option-5-public-subnets", ["internet-gateway-private-address", "endpoint-private-dns-off"]],
])("what breaks %s has the codes of its own network", (id, codes) => {
  const found = rows(id, "What breaks it").map(([link = ""]) => link.match(/^\[`(.*)`\]\(\.\.\/codes\.md#\1\)$/)?.[1]);
  expect(found).toEqual(expect.arrayContaining([...codes, "role-lacks-permission", "basic-auth"]));
  expect(found).not.toContain(undefined);
});
