import type { PlanJson } from "./broker-at-stake";

/**
 * What becomes of the queues of listeners that a plan removes, a sentence each. Terraform's plan shows what goes in AWS, and nothing of
 * what stays inside the broker.
 */
export function removedListeners({ resource_changes: changes = [] }: PlanJson): readonly string[] {
  const gone = changes.filter(({ change }) => change.actions.join() === "delete");
  // With its broker a queue goes too.
  if (gone.some(({ type }) => type === "aws_mq_broker")) return [];
  return gone
    .filter(({ type }) => type === "aws_lambda_event_source_mapping")
    .flatMap(({ change }) => (change.before?.queues as readonly string[] | undefined) ?? [])
    .map(
      (queue) =>
        `The queue ${queue} loses its listener. It stays on the broker, with ${queue}.dead-letter, its bindings, its messages and its user, and goes on ` +
        "taking messages that nobody fetches: delete it in RabbitMQ's console when they are not wanted any more. Its entry in listeners brings the listener back.",
    );
}
