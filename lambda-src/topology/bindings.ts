import type { Changes } from "./changes";
import type { ManagementApi } from "./management-api";

/** What a binding leads from and to. */
export interface Ends {
  readonly virtualHost: string;
  readonly exchange: string;
  readonly queue: string;
}

interface Binding {
  readonly routing_key: string;
  /** What the management API calls this binding. */
  readonly properties_key: string;
}

/** Binds a queue to an exchange, unless it is bound so already. */
export async function bind(broker: ManagementApi, ends: Ends, routingKey: string, changes: Changes): Promise<void> {
  const bindings = await bindingsOf(broker, ends);
  if (bindings.some((binding) => binding.routing_key === routingKey)) return;
  await broker.post(pathOf(ends), { routing_key: routingKey, arguments: {} });
  const by = routingKey === "" ? "" : ` by ${JSON.stringify(routingKey)}`;
  changes.made(`bound queue ${JSON.stringify(ends.queue)} to exchange ${JSON.stringify(ends.exchange)}${by}`);
}

/**
 * Binds a queue to an exchange by these routing keys and no others. New ones come first, so that no message that both the old and the
 * new ones ask for is lost between them.
 */
export async function bindExactly(
  broker: ManagementApi,
  ends: Ends,
  routingKeys: readonly string[],
  changes: Changes,
): Promise<void> {
  for (const routingKey of routingKeys) await bind(broker, ends, routingKey, changes);
  const surplus = (await bindingsOf(broker, ends)).filter(({ routing_key: key }) => !routingKeys.includes(key));
  for (const { routing_key: key, properties_key: name } of surplus) {
    await broker.delete([...pathOf(ends), name]);
    changes.made(
      `unbound queue ${JSON.stringify(ends.queue)} from exchange ${JSON.stringify(ends.exchange)} by ${JSON.stringify(key)}`,
    );
  }
}

async function bindingsOf(broker: ManagementApi, ends: Ends): Promise<readonly Binding[]> {
  return (await broker.get<Binding[]>(pathOf(ends))) ?? [];
}

function pathOf({ virtualHost, exchange, queue }: Ends): string[] {
  return ["bindings", virtualHost, "e", exchange, "q", queue];
}
