import { Outcomes } from "../../../lambda-src/publisher/outcomes";

test("all are confirmed", () => {
  const outcomes = new Outcomes(["a", "b"]);
  outcomes.note("b", "confirmed");
  expect(outcomes.complete).toBe(false);
  outcomes.note("a", "confirmed");
  expect(outcomes.complete).toBe(true);
  expect(outcomes.allConfirmed("orders", [])).toEqual(["a", "b"]);
});

test("says what became of each that was not, and what went wrong meanwhile", () => {
  const outcomes = new Outcomes(["a", "b", "c", "d", "e"]);
  outcomes.note("a", "confirmed");
  outcomes.note("b", "returned");
  // The broker confirms a returned message all the same.
  outcomes.note("b", "confirmed");
  outcomes.note("c", "refused");
  expect(() => outcomes.allConfirmed("orders", ["the broker takes no messages now: low on disk"])).toThrow(
    [
      'Of 5 messages for queue "orders", 1 were confirmed.',
      "Confirmed: a.",
      "Returned, for the virtual host has no such queue: b.",
      "Refused by the queue, which is full or cannot store now: c.",
      "Not answered: d, e.",
      "Meanwhile: the broker takes no messages now: low on disk.",
    ].join("\n"),
  );
});
