import { removedListeners } from "../../deploy/removed-listeners";

const change = (type: string, actions: readonly string[], before: Record<string, unknown> | null = null) => ({
  type,
  change: { actions, before },
});
const mapping = (actions: readonly string[], queue = "orders") =>
  change("aws_lambda_event_source_mapping", actions, { queues: [queue] });

const orders =
  "The queue orders loses its listener. It stays on the broker, with orders.dead-letter, its bindings, its messages and its user, and goes on " +
  "taking messages that nobody fetches: delete it in RabbitMQ's console when they are not wanted any more. Its entry in listeners brings the listener back.";

test("says of each removed listener that its queue and messages stay", () => {
  const changes = [mapping(["delete"]), mapping(["delete"], "invoices"), change("aws_lambda_function", ["delete"])];
  expect(removedListeners({ resource_changes: changes })).toEqual([orders, orders.replaceAll("orders", "invoices")]);
});

test.each([
  ["nothing", []],
  ["one that is made", [change("aws_lambda_event_source_mapping", ["create"])]],
  ["one that is changed", [mapping(["update"])]],
  ["one that is replaced", [mapping(["delete", "create"])]],
  ["one that goes with its broker", [mapping(["delete"]), change("aws_mq_broker", ["delete"])]],
])("says nothing of %s", (_, resource_changes) => {
  expect(removedListeners({ resource_changes })).toEqual([]);
});
