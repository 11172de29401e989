import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMessages } from "../../../rehearsal/listener/event-file";
import { recordJson } from "../../../rehearsal/poller/event/record";
import { consumed } from "../../support/consumed-message";

test("text and JSON are a message's body", () => {
  expect(readMessages("hello")).toEqual([
    { body: Buffer.from("hello"), properties: { contentType: "text/plain", persistent: true } },
  ]);
  expect(readMessages('{"order":1}')).toEqual([
    { body: Buffer.from('{"order":1}'), properties: { contentType: "application/json", persistent: true } },
  ]);
});

test("what was published from an event is in the event that comes", () => {
  const message = consumed({
    content: Buffer.from("héllo"),
    contentType: "text/plain",
    headers: { tenant: "ü", count: 2, list: ["a", { deep: "b" }] },
    deliveryMode: 2,
    priority: 3,
    messageId: "m",
    timestamp: 2021,
    expiration: "60000",
  });
  const record = recordJson(message);
  const [read] = readMessages(`{"rmqMessagesByQueue":{"orders::/":[${record}]}}`);
  expect(read?.body.toString()).toBe("héllo");
  const { persistent, ...properties } = read?.properties ?? {};
  const again = consumed({ content: read?.body ?? Buffer.alloc(0), deliveryMode: persistent ? 2 : 1, ...properties });
  expect(recordJson(again)).toBe(record);
});

test("the example listener's event is read", () => {
  const file = join(__dirname, "../../../lambda-src/listeners/example/example-event.json");
  expect(readMessages(readFileSync(file, "utf8")).length).toBeGreaterThan(0);
});

test("a message without a body in base64 is refused, by its place", () => {
  expect(() => readMessages('{"rmqMessagesByQueue":{"orders::/":[{"data":"a"},{"data":"not base64"}]}}')).toThrow(
    "the message orders::/[1] has no data in base64",
  );
});
