import { type MissingFact, missingFact } from "../../../connectivity/causes/missing-fact";
import { sentenceOf } from "../../../connectivity/wording/clauses";

const subnet = (id: string): MissingFact => missingFact("resource", { resource: id }, "its-workspace");

test("what several facts want for alike is said once", () => {
  expect(sentenceOf([subnet("subnet-1")])).toBe("subnet-1 is not in this input: add its workspace's state.");
  expect(
    sentenceOf([
      subnet("subnet-1"),
      missingFact("groups-of-broker", {}),
      missingFact("behind-nat", { nat: "nat-1" }, "its-workspace"),
    ]),
  ).toBe(
    "subnet-1 is not in this input; what nat-1 leads to is not in this input: add the state of their workspace; which security groups the broker has is not in this input.",
  );
});

test("a fact that is named twice is said once", () => {
  expect(sentenceOf([subnet("subnet-1"), subnet("subnet-1")])).toBe(
    "subnet-1 is not in this input: add its workspace's state.",
  );
});

test("facts beyond the first few are counted", () => {
  const many = Array.from({ length: 11 }, (_, index) => subnet(`subnet-${index}`));
  expect(sentenceOf(many)).toMatch(
    /^subnet-0 .*; subnet-7 is not in this input; and 3 more: add the state of their workspace\.$/,
  );
});
