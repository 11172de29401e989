import type { PlanJson, ResourceChange } from "./broker-at-stake";

/**
 * What becomes of the queues that nobody polls any more once a plan is applied, a sentence each: a listener is removed, switched off, or
 * given another queue. Terraform's plan shows what happens in AWS, and nothing of what stays inside the broker.
 */
export function unattendedQueues({ resource_changes: changes = [] }: PlanJson): readonly string[] {
  const gone = ({ type, change }: ResourceChange) => type === "aws_mq_broker" && change.actions.join() === "delete";
  // With its broker a queue goes too.
  if (changes.some(gone)) return [];
  return changes.filter(({ type }) => type === "aws_lambda_event_source_mapping").flatMap(queuesLeftBy);
}

function queuesLeftBy({ change: { actions, before, after } }: ResourceChange): readonly string[] {
  const queues = queuesOf(before);
  if (actions.join() === "delete") {
    return queues.map((queue) =>
      stays(queue, "loses its listener", "Its entry in listeners brings the listener back."),
    );
  }
  const left = queues.filter((queue) => !queuesOf(after).includes(queue));
  if (left.length > 0) {
    return left.map((queue) =>
      stays(queue, "loses its listener to another queue", "Its name as queue brings the listener back."),
    );
  }
  return before?.enabled === true && after?.enabled === false
    ? queues.map(
        (queue) =>
          `The queue ${queue} has its listener switched off. It keeps its messages and goes on taking more, which wait until mappingEnabled is true again.`,
      )
    : [];
}

function queuesOf(values: Readonly<Record<string, unknown>> | null | undefined): readonly string[] {
  return (values?.queues as readonly string[] | undefined) ?? [];
}

function stays(queue: string, what: string, wayBack: string): string {
  return (
    `The queue ${queue} ${what}. It stays on the broker, with ${queue}.dead-letter, its bindings, its messages and its user, and goes on ` +
    `taking messages that nobody fetches: delete it in RabbitMQ's console when they are not wanted any more. ${wayBack}`
  );
}
