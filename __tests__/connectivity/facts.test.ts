import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, type Report } from "../../connectivity/index";

const CASES = join(__dirname, "cases");

/** Three plain words in a row: more than any address, id, action or enumerated fact has. */
const WORDS = /\b[a-z]+ [a-z]+ [a-z]+\b/;

/** Every text in data, however deep. */
function textsIn(data: unknown): readonly string[] {
  if (typeof data === "string") return [data];
  if (typeof data !== "object" || data === null) return [];
  return Object.values(data).flatMap(textsIn);
}

function factsOf({ mappings, findings }: Report): readonly unknown[] {
  return [
    ...mappings.flatMap((mapping) => mapping.hops.flatMap(({ causes, cases }) => [causes, cases])),
    ...[...mappings.flatMap((mapping) => mapping.findings), ...findings].flatMap(({ facts, missing }) => [
      facts,
      missing,
    ]),
  ];
}

test.each(readdirSync(CASES))("%s: what is found is told by facts that are data, and no words", (name) => {
  const json: unknown = JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"));
  const facts = factsOf(check([{ name: "plan.json", json }]));
  expect(textsIn(facts).filter((text) => WORDS.test(text))).toEqual([]);
  // They are data through and through: nothing is lost on the way to JSON and back.
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});
