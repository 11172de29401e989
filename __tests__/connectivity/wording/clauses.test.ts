import { toldFact } from "../../../connectivity/causes/missing-fact";
import { sentenceOf } from "../../../connectivity/wording/clauses";

const sentence = (...texts: string[]) => sentenceOf(texts.map((text) => toldFact(text)));

test("what several facts want for alike is said once", () => {
  const state = "add its workspace's state";
  expect(sentence(`subnet-1 is not in this input: ${state}`)).toBe(`subnet-1 is not in this input: ${state}.`);
  expect(
    sentence(
      `subnet-1 is not in this input: ${state}`,
      "the role is not shown",
      `the routes of vpc-1 are not in this input: ${state}`,
    ),
  ).toBe(
    "subnet-1 is not in this input; the routes of vpc-1 are not in this input: add the state of their workspace; the role is not shown.",
  );
});

test("facts beyond the first few are counted", () => {
  const many = Array.from(
    { length: 11 },
    (_, index) => `subnet-${index} is not in this input: add its workspace's state`,
  );
  expect(sentence(...many)).toMatch(
    /^subnet-0 .*; subnet-7 is not in this input; and 3 more: add the state of their workspace\.$/,
  );
});
