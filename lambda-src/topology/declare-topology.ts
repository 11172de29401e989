import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ExplainedError } from "../shared/explained-error";
import { bind, bindExactly } from "./bindings";
import { Changes } from "./changes";
import { deadLetterName } from "./dead-letter-name";
import type { TopologyEvent } from "./event";
import { declare, exchangeOfType, fanoutExchange, missingAmong, quorumQueue } from "./fixed-objects";
import type { ManagementApi } from "./management-api";
import { applyPolicy, confirmPolicies, deadLetterPolicy, defaultMaxLength, deliveryPolicy } from "./policies";
import type { TopologySettings } from "./settings";
import { admitAdministrator, declareUser } from "./users";

/** What to declare, and for whom. */
type Wanted = TopologyEvent & Pick<TopologySettings, "users">;

/** What is on the broker now. It holds no password. */
export interface TopologySummary {
  readonly virtualHost: string;
  readonly queue: string;
  readonly deliveryLimit: number;
  /** How many messages each of the two queues takes; null when there is no limit. */
  readonly maxLength: number | null;
  readonly deadLetterExchange: string;
  readonly deadLetterQueue: string;
  readonly users: readonly string[];
  /** What this invocation changed, in words; empty when all was there already. */
  readonly changes: readonly string[];
  /** What nobody could make sure of, in words; empty as a rule. */
  readonly warnings: readonly string[];
}

/**
 * Declares what is wanted, and changes nothing that is there already. The dead-letter queue comes before the policy
 * that sends messages to it, and the policy before the queue, so that no message is ever without them.
 *
 * @throws ExplainedError when what exists is in the way, or the broker refuses
 */
export async function declareTopology(
  wanted: Wanted,
  broker: ManagementApi,
  secrets: SecretsManagerClient,
): Promise<TopologySummary> {
  const { virtualHost, deliveryLimit, users } = wanted;
  const changes = new Changes();
  const administrator = await findAdministrator(broker, wanted);

  if ((await broker.get(["vhosts", virtualHost])) === undefined) {
    await broker.put(["vhosts", virtualHost], {});
    changes.made(`created virtual host ${JSON.stringify(virtualHost)}`);
  }
  await admitAdministrator(broker, virtualHost, administrator, changes);

  const queue = quorumQueue(wanted.queue);
  const deadLetterExchange = fanoutExchange(deadLetterName(wanted.queue));
  const deadLetterQueue = quorumQueue(deadLetterName(wanted.queue));
  const { exchange: name, exchangeType = "topic", routingKeys = [] } = wanted;
  const exchange = name === undefined ? [] : [exchangeOfType(exchangeType, name)];
  const missing = await missingAmong(broker, virtualHost, [queue, deadLetterExchange, deadLetterQueue, ...exchange]);

  const maxLength = await defaultMaxLength(broker, virtualHost);
  if (missing.includes(deadLetterExchange)) await declare(broker, virtualHost, deadLetterExchange, changes);
  await applyPolicy(broker, virtualHost, deadLetterPolicy(deadLetterQueue.name, maxLength), changes);
  if (missing.includes(deadLetterQueue)) await declare(broker, virtualHost, deadLetterQueue, changes);
  await bind(broker, { virtualHost, exchange: deadLetterExchange.name, queue: deadLetterQueue.name }, "", changes);
  const policy = deliveryPolicy(queue.name, deliveryLimit, deadLetterExchange.name, maxLength);
  await applyPolicy(broker, virtualHost, policy, changes);
  if (missing.includes(queue)) await declare(broker, virtualHost, queue, changes);
  for (const each of exchange) {
    if (missing.includes(each)) await declare(broker, virtualHost, each, changes);
    const keys = exchangeType === "fanout" ? [""] : routingKeys;
    await bindExactly(broker, { virtualHost, exchange: each.name, queue: queue.name }, keys, changes);
  }
  await confirmPolicies(broker, virtualHost, [deadLetterQueue.name, queue.name], changes);

  for (const user of users) await declareUser(broker, secrets, virtualHost, user, changes);

  return {
    virtualHost,
    queue: queue.name,
    deliveryLimit,
    maxLength,
    deadLetterExchange: deadLetterExchange.name,
    deadLetterQueue: deadLetterQueue.name,
    users: users.map(({ username }) => username),
    changes: changes.list,
    warnings: changes.warnings,
  };
}

/**
 * Waits for the broker, and finds out who we are to it.
 *
 * @returns the administrator's user name
 */
async function findAdministrator(broker: ManagementApi, { users }: Wanted): Promise<string> {
  const { name = "", tags = [] } = (await broker.get<{ name: string; tags: string[] }>(["whoami"])) ?? {};
  if (!tags.includes("administrator")) {
    throw new ExplainedError(
      "NotAnAdministrator",
      `The broker's user ${JSON.stringify(name)} has the tags ${JSON.stringify(tags)}: it must have the tag ` +
        "administrator to declare virtual hosts and users. Let ADMINISTRATOR_SECRET_ARN name the administrator's secret.",
    );
  }
  if (users.some(({ username }) => username === name)) {
    // Taking the tag from the only administrator would lock everyone out: Amazon MQ cannot reset it.
    throw new ExplainedError(
      "UserIsTheAdministrator",
      `USERS names ${JSON.stringify(name)}, the administrator, who would lose the tag administrator: choose another name.`,
    );
  }
  return name;
}
