import { type Cause, cause } from "../../../connectivity/causes/cause";
import { missingFact } from "../../../connectivity/causes/missing-fact";
import { explain, spell } from "../../../connectivity/index";
import type { Sentence } from "../../../connectivity/wording/sentence";
import { blocked } from "../../cli/reports";

const { explanation } = explain(blocked());

test("a sentence is spelled by what prints", () => {
  expect(spell(explanation)).toBe("There is no IPv4 route to the internet: aws_route_table.private has no routes.");
});

test("a sentence tells nothing unless it is spelled", () => {
  expect(`${explanation}`).toBe("[object Object]");
  expect(JSON.stringify({ explanation })).toBe('{"explanation":{}}');
});

test("no judgement, cause, finding, key or comparison holds a sentence: the compiler refuses it", () => {
  // @ts-expect-error A sentence is no text.
  const text: string = explanation;
  // @ts-expect-error No cause holds a sentence.
  const why: Cause = cause("endpoint-without-subnets", null, { endpoint: explanation });
  // @ts-expect-error No missing fact does.
  const fact = missingFact("resource", { resource: explanation });
  const kept = new Map<string, string>();
  // @ts-expect-error Nothing is looked up by a sentence.
  kept.get(explanation);
  // @ts-expect-error A sentence has no letters to look at or to replace.
  const edited = (sentence: Sentence): string => sentence.replace(/\.$/, "");
  // @ts-expect-error A sentence equals no text.
  const compared = explanation === "There is no IPv4 route to the internet.";
  expect([text, why, fact, kept.size, compared]).toHaveLength(5);
  expect(() => edited(explanation)).toThrow(TypeError);
});
