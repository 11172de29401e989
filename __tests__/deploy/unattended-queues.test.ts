import { unattendedQueues } from "../../deploy/unattended-queues";

type Values = Readonly<Record<string, unknown>> | null;
const change = (type: string, actions: readonly string[], before: Values = null, after: Values = null) => ({
  type,
  change: { actions, before, after },
});
const of = (queue: string, enabled = true) => ({ queues: [queue], enabled });
const mapping = (actions: readonly string[], queue = "orders") =>
  change("aws_lambda_event_source_mapping", actions, of(queue), actions.join() === "delete" ? null : of(queue));

const orders =
  "The queue orders loses its listener. It stays on the broker, with orders.dead-letter, its bindings, its messages and its user, and goes on " +
  "taking messages that nobody fetches: delete it in RabbitMQ's console when they are not wanted any more. Its entry in listeners brings the listener back.";

test("says of each removed listener that its queue and messages stay", () => {
  const changes = [mapping(["delete"]), mapping(["delete"], "invoices"), change("aws_lambda_function", ["delete"])];
  expect(unattendedQueues({ resource_changes: changes })).toEqual([orders, orders.replaceAll("orders", "invoices")]);
});

test.each([
  ["nothing", []],
  ["one that is made", [change("aws_lambda_event_source_mapping", ["create"])]],
  ["one that is changed", [mapping(["update"])]],
  ["one that is replaced", [mapping(["delete", "create"])]],
  ["one that goes with its broker", [mapping(["delete"]), change("aws_mq_broker", ["delete"])]],
])("says nothing of %s", (_, resource_changes) => {
  expect(unattendedQueues({ resource_changes })).toEqual([]);
});

test("says of a listener that is switched off that its queue fills, and where the switch is", () => {
  const changes = [change("aws_lambda_event_source_mapping", ["update"], of("orders"), of("orders", false))];
  expect(unattendedQueues({ resource_changes: changes })).toEqual([
    "The queue orders has its listener switched off. It keeps its messages and goes on taking more, which wait until mappingEnabled is true again.",
  ]);
  const again = [change("aws_lambda_event_source_mapping", ["update"], of("orders", false), of("orders"))];
  expect(unattendedQueues({ resource_changes: again })).toEqual([]);
});

test("says of a listener that gets another queue that the old one stays", () => {
  const changes = [change("aws_lambda_event_source_mapping", ["delete", "create"], of("orders"), of("incoming"))];
  expect(unattendedQueues({ resource_changes: changes })).toEqual([
    orders
      .replace("loses its listener", "loses its listener to another queue")
      .replace("Its entry in listeners", "Its name as queue"),
  ]);
});
