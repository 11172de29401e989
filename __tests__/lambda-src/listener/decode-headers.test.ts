import { decodeHeaders, type HeaderValue } from "../../../lambda-src/listener/decode-headers";
import type { RabbitMqHeaderValue } from "../../../lambda-src/listener/rabbitmq-event";

const bytes = (text: string) => ({ bytes: [...Buffer.from(text)] });

test.each<[string, RabbitMqHeaderValue, HeaderValue]>([
  ["a string", bytes("vaüe"), "vaüe"],
  ["an empty string", { bytes: [] }, ""],
  ["a string of signed bytes", { bytes: [-61, -68] }, "ü"],
  ["bytes that are not text", { bytes: [-1, 0] }, Buffer.from([255, 0])],
  ["a number", 10.5, 10.5],
  ["a boolean", false, false],
  ["nothing", null, null],
  ["a date", "Jan 1, 1970, 12:33:41 AM", "Jan 1, 1970, 12:33:41 AM"],
  ["an array", [bytes("a"), 1, [bytes("b")]], ["a", 1, ["b"]]],
  ["a table", { name: bytes("n"), inner: { deep: bytes("d") } }, { name: "n", inner: { deep: "d" } }],
  ["a table with bytes among others", { bytes: [1], more: 2 }, { bytes: [1], more: 2 }],
  ["a table whose bytes are not bytes", { bytes: [256] }, { bytes: [256] }],
])("%s", (_, header, expected) => {
  expect(decodeHeaders({ header })).toEqual({ header: expected });
});

test("the trace that dead-lettering leaves", () => {
  const death = {
    count: 1,
    reason: bytes("delivery_limit"),
    queue: bytes("orders"),
    "routing-keys": [bytes("orders")],
  };
  expect(decodeHeaders({ "x-death": [death] })).toEqual({
    "x-death": [{ count: 1, reason: "delivery_limit", queue: "orders", "routing-keys": ["orders"] }],
  });
});

test("no headers", () => {
  expect(decodeHeaders(null)).toEqual({});
});

test("a header cannot reach the prototype", () => {
  const decoded = decodeHeaders(JSON.parse('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(decoded)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
