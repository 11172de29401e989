import { isDeepStrictEqual } from "node:util";
import { ExplainedError } from "../shared/explained-error";
import { NotYet } from "../shared/patience";
import type { Changes } from "./changes";
import type { ManagementApi } from "./management-api";

/** A policy for one quorum queue, which gives the policy its name. */
export interface QueuePolicy {
  readonly queue: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** Of the policies that match a queue one applies, that of the highest priority. */
const PRIORITY = 100;

/** How long a queue may take to say which policy applies to it, in milliseconds: it does so every five seconds. */
const APPLIED_LIMIT = 30_000;

/**
 * The policy of the queue: after so many returns a message goes to the dead-letter exchange. `at-least-once` makes the
 * queue keep a message until the dead-letter queue has it, and needs `reject-publish`.
 *
 * @see https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
 */
export function deliveryPolicy(queue: string, deliveryLimit: number, deadLetterExchange: string): QueuePolicy {
  return {
    queue,
    definition: {
      "delivery-limit": deliveryLimit,
      "dead-letter-exchange": deadLetterExchange,
      "dead-letter-strategy": "at-least-once",
      overflow: "reject-publish",
    },
  };
}

/**
 * As good as no delivery limit. -1 would say so, but RabbitMQ 3.13 refuses it, and 4 promises to heed it as an argument of
 * the queue only.
 *
 * @see https://github.com/rabbitmq/rabbitmq-server/pull/12250
 * @see https://github.com/rabbitmq/rabbitmq-server/pull/14458
 */
const NO_DELIVERY_LIMIT = 1_000_000_000;

/**
 * The policy of the dead-letter queue: no limit. Otherwise RabbitMQ 4 drops a message that was looked at and put back
 * twenty times.
 *
 * @see https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
 */
export function deadLetterPolicy(queue: string): QueuePolicy {
  return { queue, definition: { "delivery-limit": NO_DELIVERY_LIMIT } };
}

/**
 * Creates or changes a policy, unless it is there already.
 *
 * @throws ExplainedError when a policy of that name is there for other queues
 */
export async function applyPolicy(
  broker: ManagementApi,
  virtualHost: string,
  { queue, definition }: QueuePolicy,
  changes: Changes,
): Promise<void> {
  const path = ["policies", virtualHost, queue];
  const policy = { pattern: exactly(queue), "apply-to": "quorum_queues", priority: PRIORITY, definition };
  const existing = await broker.get<typeof policy>(path);
  if (existing !== undefined && existing.pattern !== policy.pattern) {
    throw new ExplainedError(
      "DeclaredDifferently",
      `The policy ${JSON.stringify(queue)} in virtual host ${JSON.stringify(virtualHost)} exists already, for queues that ` +
        `match ${existing.pattern}: it was left as it is. Rename it, or choose another queue name, and deploy again.`,
    );
  }
  const same = Object.entries(policy).every(([key, value]) =>
    isDeepStrictEqual(value, existing?.[key as keyof typeof policy]),
  );
  if (same) return;
  await broker.put(path, policy);
  changes.made(`${existing === undefined ? "created" : "changed"} policy ${JSON.stringify(queue)}`);
}

/**
 * Waits until the queue says that its policy applies.
 *
 * @throws ExplainedError when another policy applies
 */
export async function confirmPolicy(broker: ManagementApi, virtualHost: string, queue: string): Promise<void> {
  await broker.patience.until(async () => {
    const state = await broker.get<{ policy?: string | null }>(["queues", virtualHost, queue]);
    if (state?.policy === queue) return;
    throw new NotYet(
      "PolicyNotApplied",
      `The queue ${JSON.stringify(queue)} in virtual host ${JSON.stringify(virtualHost)} follows the policy ` +
        `${JSON.stringify(state?.policy ?? null)}, and must follow ${JSON.stringify(queue)}, whose priority is ` +
        `${PRIORITY}. Give policies that match this queue a lower priority, and deploy again.`,
      APPLIED_LIMIT,
    );
  });
}

/** A pattern that matches one name and no other. */
function exactly(name: string): string {
  return `^${name.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")}$`;
}
