import { readEvent, type TopologyEvent } from "../../../lambda-src/topology/event";

const event: TopologyEvent = { virtualHost: "/", queue: "orders", deliveryLimit: 20 };

test("takes an event as it is", () => {
  expect(readEvent(event)).toBe(event);
});

test.each<Partial<TopologyEvent>>([
  { deliveryLimit: 1 },
  { queue: "q".repeat(243) },
  { queue: "…:é/ " },
  { virtualHost: "v".repeat(255) },
  { exchange: "shop", exchangeType: "topic", routingKeys: ["order.*"] },
  { exchange: "shop", exchangeType: "fanout", routingKeys: [] },
])("takes %j", (changes) => {
  expect(() => readEvent({ ...event, ...changes })).not.toThrow();
});

test.each<[object, string]>([
  [{ virtualHost: "" }, 'text of 1 to 255 bytes, other than "." and ".."'],
  [{ virtualHost: "." }, 'text of 1 to 255 bytes, other than "." and ".."'],
  [{ queue: ".." }, 'text of 1 to 243 bytes, other than "." and ".."'],
  [{ queue: "é".repeat(122) }, 'text of 1 to 243 bytes, other than "." and ".."'],
  [{ queue: "amq.orders" }, "a name that RabbitMQ does not reserve (amq.…)"],
  [{ deliveryLimit: 0 }, "a whole number from 1 up"],
  [{ deliveryLimit: 1.5 }, "a whole number from 1 up"],
  [{ deliveryLimit: "20" }, "a whole number from 1 up"],
])("refuses %j", (changes, rule) => {
  const [[key, value] = []] = Object.entries(changes);
  expect(() => readEvent({ ...event, ...changes })).toThrow(`${key} is ${JSON.stringify(value)}: it must be ${rule}.`);
});

test.each<[object, string]>([
  [{ exchange: "" }, 'exchange is "": it must be text of 1 to 255 bytes, other than "." and "..".'],
  [{ exchangeType: "headers" }, 'exchangeType is "headers": it must be "topic", "direct" or "fanout".'],
  [{ exchangeType: undefined }, 'exchangeType is missing: it must be "topic", "direct" or "fanout".'],
  [{ routingKeys: "#" }, 'routingKeys is "#": it must be a list of texts.'],
  [{ routingKeys: [1] }, "routingKeys is [1]: it must be a list of texts."],
])("refuses a binding with %j", (changes, text) => {
  const binding = { exchange: "shop", exchangeType: "topic", routingKeys: ["#"] };
  expect(() => readEvent({ ...event, ...binding, ...changes })).toThrow(new Error(text));
});

test("reports everything at once", () => {
  expect(() => readEvent({ queue: 1, tf: {} })).toThrow(
    [
      "tf is not known: the keys are virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys.",
      "The broker's URL, the secrets and the users come from the function's environment, never from an event: no secret " +
        "was read, and nothing was sent.",
      'virtualHost is missing: it must be text of 1 to 255 bytes, other than "." and "..".',
      'queue is 1: it must be text of 1 to 243 bytes, other than "." and "..".',
      "deliveryLimit is missing: it must be a whole number from 1 up.",
    ].join("\n"),
  );
});

test.each([null, undefined, "event", []])("refuses %j", (wrong) => {
  expect(() => readEvent(wrong)).toThrow("queue is missing");
});
