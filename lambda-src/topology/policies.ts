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

/**
 * How long a queue may take to say which policy applies to it, in milliseconds. It says so with its statistics: every five
 * seconds by default, and Amazon MQ asks for a minute between looks at those of RabbitMQ 4.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-4.html
 */
const APPLIED_LIMIT = 150_000;

/** What a policy says of classic mirroring. Amazon MQ adds these to every policy of a 3.13 cluster; quorum queues ignore them. */
const MIRRORING_KEY = /^ha-/;

/**
 * The policy of the queue: after so many returns a message goes to the dead-letter exchange. `at-least-once` makes the
 * queue keep a message until the dead-letter queue has it, and needs `reject-publish`.
 *
 * @param maxLength see {@link defaultMaxLength}
 * @see https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
 */
export function deliveryPolicy(
  queue: string,
  deliveryLimit: number,
  deadLetterExchange: string,
  maxLength: number | null,
): QueuePolicy {
  return {
    queue,
    definition: {
      "delivery-limit": deliveryLimit,
      "dead-letter-exchange": deadLetterExchange,
      "dead-letter-strategy": "at-least-once",
      overflow: "reject-publish",
      ...(maxLength !== null && { "max-length": maxLength }),
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
 * The policy of the dead-letter queue: no delivery limit. Otherwise RabbitMQ 4 drops a message that was looked at and put
 * back twenty times. When it is full it refuses more, which then stay in the queue they come from: none is lost.
 *
 * @param maxLength see {@link defaultMaxLength}
 * @see https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
 */
export function deadLetterPolicy(queue: string, maxLength: number | null): QueuePolicy {
  return {
    queue,
    definition: {
      "delivery-limit": NO_DELIVERY_LIMIT,
      ...(maxLength !== null && { "max-length": maxLength, overflow: "reject-publish" }),
    },
  };
}

/**
 * How many messages Amazon MQ lets a queue of this virtual host hold. Its default policies say so: on clusters, in the
 * virtual host `/`, a number that depends on the broker's type. One policy alone applies to a queue, and ours outranks them:
 * so ours carry their limit over. A setting would have to repeat AWS's table, and be kept in step with the broker.
 *
 * @returns null when there is no such limit
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-defaults.html
 */
export async function defaultMaxLength(broker: ManagementApi, virtualHost: string): Promise<number | null> {
  const policies = (await broker.get<DefaultPolicy[]>(["policies", virtualHost])) ?? [];
  const [first] = policies
    .filter(({ name, "apply-to": kind }) => name.startsWith("AWS-DEFAULT-") && FOR_QUORUM_QUEUES.includes(kind))
    .sort((one, other) => other.priority - one.priority);
  return first?.definition["max-length"] ?? null;
}

interface DefaultPolicy {
  readonly name: string;
  readonly "apply-to": string;
  readonly priority: number;
  readonly definition: { readonly "max-length"?: number };
}

const FOR_QUORUM_QUEUES = ["all", "queues", "quorum_queues"];

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
  const { pattern, "apply-to": kind, priority, definition: found = {} } = existing ?? {};
  const known = Object.fromEntries(Object.entries(found).filter(([key]) => !MIRRORING_KEY.test(key)));
  if (isDeepStrictEqual({ pattern, "apply-to": kind, priority, definition: known }, policy)) return;
  await broker.put(path, policy);
  changes.made(`${existing === undefined ? "created" : "changed"} policy ${JSON.stringify(queue)}`);
}

/**
 * Waits until the queues say that their policies apply. A queue that does not say which applies to it is a warning only:
 * statistics tell, and a broker may gather them rarely, or never.
 *
 * @throws ExplainedError when another policy applies
 */
export async function confirmPolicies(
  broker: ManagementApi,
  virtualHost: string,
  queues: readonly string[],
  changes: Changes,
): Promise<void> {
  try {
    await broker.patience.until(async () => {
      const followed = await Promise.all(
        queues.map(async (queue) => {
          const state = await broker.get<{ policy?: string | null }>(["queues", virtualHost, queue]);
          return { queue, policy: state?.policy || null };
        }),
      );
      const misled = followed.filter(({ queue, policy }) => policy !== null && policy !== queue);
      if (misled.length > 0) throw otherPolicies(virtualHost, misled);
      const silent = followed.filter(({ policy }) => policy === null);
      if (silent.length > 0) throw noPolicies(virtualHost, silent);
    });
  } catch (error) {
    if ((error as Error).name !== NOT_SHOWN) throw error;
    changes.warned((error as Error).message);
  }
}

interface Followed {
  readonly queue: string;
  readonly policy: string | null;
}

function otherPolicies(virtualHost: string, queues: readonly Followed[]): NotYet {
  const sentences = queues.map(
    ({ queue, policy }) =>
      `The queue ${JSON.stringify(queue)} in virtual host ${JSON.stringify(virtualHost)} follows the policy ` +
      `${JSON.stringify(policy)}, and must follow ${JSON.stringify(queue)}, whose priority is ${PRIORITY}. Give policies ` +
      "that match this queue a lower priority, and deploy again.",
  );
  return new NotYet("PolicyNotApplied", sentences.join("\n"), APPLIED_LIMIT);
}

const NOT_SHOWN = "PolicyNotShown";

function noPolicies(virtualHost: string, queues: readonly Followed[]): NotYet {
  const names = queues.map(({ queue }) => JSON.stringify(queue)).join(" and ");
  return new NotYet(
    NOT_SHOWN,
    `The broker does not show which policy applies to ${names} in virtual host ${JSON.stringify(virtualHost)}: it shows ` +
      "that with its statistics. The policies are there, each with its queue's name: look at the queue in RabbitMQ's console.",
    APPLIED_LIMIT,
  );
}

/** A pattern that matches one name and no other. */
function exactly(name: string): string {
  return `^${name.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")}$`;
}
