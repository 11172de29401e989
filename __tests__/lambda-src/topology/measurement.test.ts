import { asksToMeasure, readMeasurement } from "../../../lambda-src/topology/measurement";

const event = { measure: ["orders", "orders.dead-letter"], virtualHost: "/", broker: "mqesm-dev-option-4-isolated" };

test("an event asks to measure, or to declare", () => {
  expect(asksToMeasure(event)).toBe(true);
  expect(asksToMeasure({ virtualHost: "/", queue: "orders", deliveryLimit: 20 })).toBe(false);
  expect(asksToMeasure(null)).toBe(false);
});

test("takes an event as it is", () => {
  expect(readMeasurement(event)).toBe(event);
});

test("reports everything at once", () => {
  expect(() => readMeasurement({ measure: ["", 1], virtualHost: ".", queue: "orders" })).toThrow(
    [
      "queue is not known: the keys are measure, virtualHost, broker.",
      'measure[0] is "": it must be text of 1 to 255 bytes, other than "." and "..".',
      'measure[1] is 1: it must be text of 1 to 255 bytes, other than "." and "..".',
      'virtualHost is ".": it must be text of 1 to 255 bytes, other than "." and "..".',
      'broker is missing: it must be text of 1 to 255 bytes, other than "." and "..".',
    ].join("\n"),
  );
  expect(() => readMeasurement({ ...event, measure: "orders" })).toThrow(
    'measure is "orders": it must be a list of queues.',
  );
});
