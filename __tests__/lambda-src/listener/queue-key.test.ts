import { splitQueueKey } from "../../../lambda-src/listener/queue-key";

test.each([
  ["orders::/", "orders", "/"],
  ["orders::a/b", "orders", "a/b"],
  ["App::Order::/", "App::Order", "/"],
  ["orders:::/", "orders:", "/"],
  ["orders", "orders", "/"],
])("%j", (key, queue, virtualHost) => {
  expect(splitQueueKey(key)).toEqual({ queue, virtualHost });
});
