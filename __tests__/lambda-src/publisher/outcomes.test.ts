import { Outcomes } from "../../../lambda-src/publisher/outcomes";

test("all are confirmed", () => {
  const outcomes = new Outcomes(["a", "b"]);
  outcomes.note("b", "confirmed");
  expect(outcomes.complete).toBe(false);
  outcomes.note("a", "confirmed");
  expect(outcomes.complete).toBe(true);
  expect(outcomes.allConfirmed({ queue: "orders" }, [])).toEqual(["a", "b"]);
});

test("says what became of each that was not, and what went wrong meanwhile", () => {
  const outcomes = new Outcomes(["a", "b", "c", "d", "e"]);
  outcomes.note("a", "confirmed");
  outcomes.note("b", "returned");
  // The broker confirms a returned message all the same.
  outcomes.note("b", "confirmed");
  outcomes.note("c", "refused");
  expect(() => outcomes.allConfirmed({ queue: "orders" }, ["the broker takes no messages now: low on disk"])).toThrow(
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

test("an exchange that leads a message nowhere is told as such", () => {
  const outcomes = new Outcomes(["a"]);
  outcomes.note("a", "returned");
  expect(() => outcomes.allConfirmed({ exchange: "shop", routingKey: "order.new" }, [])).toThrow(
    [
      'Of 1 messages for exchange "shop" with routing key "order.new", 0 were confirmed.',
      "Returned, for no queue is bound to the exchange so: a.",
    ].join("\n"),
  );
});
