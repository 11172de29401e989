import { readEvent } from "../../../lambda-src/publisher/event";
import { readSettings } from "../../../lambda-src/publisher/settings";

test("every key of the event may be left out", () => {
  const defaults = { count: 1, body: { text: "A test message" }, messageIdPrefix: "" };
  expect(readEvent({})).toEqual(defaults);
  expect(readEvent(null)).toEqual(defaults);
  expect(readEvent(undefined)).toEqual(defaults);
});

test.each([
  { count: 1000, body: "", messageIdPrefix: "p".repeat(200) },
  { count: 1, body: { a: 1 }, messageIdPrefix: "smoke-" },
])("takes %j", (event) => {
  expect(readEvent(event)).toEqual(event);
});

test.each([
  [{ count: 0 }, "a whole number from 1 to 1000"],
  [{ count: 1001 }, "a whole number from 1 to 1000"],
  [{ count: "1" }, "a whole number from 1 to 1000"],
  [{ count: 1.5 }, "a whole number from 1 to 1000"],
  [{ body: null }, "text or an object"],
  [{ body: 1 }, "text or an object"],
  [{ queue: "" }, "text of 1 to 255 bytes"],
  [{ queue: 1 }, "text of 1 to 255 bytes"],
  [{ exchange: "é".repeat(128) }, "text of 1 to 255 bytes"],
  [{ exchange: "shop", routingKey: 1 }, "text of at most 255 bytes"],
  [{ messageIdPrefix: 1 }, "text of at most 200 bytes"],
  [{ messageIdPrefix: "é".repeat(101) }, "text of at most 200 bytes"],
])("refuses %j", (event, rule) => {
  const [key = "", value] = Object.entries(event).at(-1) ?? [];
  const shown = JSON.stringify(value).length > 200 ? `${JSON.stringify(value).slice(0, 200)}…` : JSON.stringify(value);
  expect(() => readEvent(event)).toThrow(`${key} is ${shown}: it must be ${rule}.`);
});

test.each([
  [{ queue: "invoices" }, { queue: "invoices" }],
  [
    { exchange: "shop", routingKey: "order.new" },
    { exchange: "shop", routingKey: "order.new" },
  ],
  [{ exchange: "shop" }, { exchange: "shop", routingKey: "" }],
])("%j says where messages go", (event, destination) => {
  expect(readEvent(event).destination).toEqual(destination);
});

test.each([
  [
    { queue: "orders", exchange: "shop" },
    "queue is given beside exchange or routingKey: give either a queue, or an exchange and a routing key.",
  ],
  [
    { queue: "orders", routingKey: "order.new" },
    "queue is given beside exchange or routingKey: give either a queue, or an exchange and a routing key.",
  ],
  [{ routingKey: "order.new" }, "routingKey is given without exchange: name the exchange that heeds it."],
])("refuses %j, which leads two ways or none", (event, message) => {
  expect(() => readEvent(event)).toThrow(new Error(message));
});

test("reports everything wrong with the event at once", () => {
  expect(() => readEvent({ counts: 2, body: 1, count: 0 })).toThrow(
    [
      "counts is not known: the keys are count, body, messageIdPrefix, queue, exchange, routingKey.",
      "count is 0: it must be a whole number from 1 to 1000.",
      "body is 1: it must be text or an object.",
    ].join("\n"),
  );
});

test("reports every variable that is missing or wrong at once", () => {
  expect(() => readSettings({ BROKER_ENDPOINT: "amqp://broker.example.com:5672", QUEUE: "" })).toThrow(
    [
      'BROKER_ENDPOINT is "amqp://broker.example.com:5672": it must be a URL that begins with amqps:// and names a host.',
      "SECRET_ARN is missing: it must be set.",
      "VIRTUAL_HOST is missing: it must be set.",
      'QUEUE is "": it must be set.',
    ].join("\n"),
  );
});
