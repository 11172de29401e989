import { Lookahead } from "../../../rehearsal/poller/lookahead";

test("a function has one batch before it until it is known to be quick", () => {
  expect(new Lookahead().batches).toBe(1);
});

test.each([
  ["at once", 0, 8],
  ["in 25 ms", 25, 8],
  ["in 80 ms", 80, 2],
  ["in 200 ms", 200, 1],
  ["in a minute", 60_000, 1],
])("one that answers %s has no more before it than take it 200 ms", (_, duration, batches) => {
  const lookahead = new Lookahead();
  lookahead.answered(1_000, 1_000 + duration);
  expect(lookahead.batches).toBe(batches);
});

test("a batch that lay ready counts from the answer before it", () => {
  const lookahead = new Lookahead();
  lookahead.answered(0, 1_000);
  lookahead.answered(0, 1_010);
  expect(lookahead.batches).toBe(8);
});
