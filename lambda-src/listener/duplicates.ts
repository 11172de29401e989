import type { Delivery } from "./deliveries";

/**
 * Finds the deliveries of a batch that are copies of another one in it.
 *
 * A copy has the same queue, message id, properties and body, and RabbitMQ marked it redelivered. The mark alone would
 * not do: after a failed batch every message carries it, and publishers reuse ids for distinct messages, which must not
 * be lost. Of several copies one stays: one that is not marked, or else the first.
 */
export function duplicatesAmong(deliveries: readonly Delivery[]): ReadonlySet<Delivery> {
  const copies = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const { queue, virtualHost, message } = delivery;
    if (message.basicProperties.messageId == null) continue;
    const identity = JSON.stringify([queue, virtualHost, message.basicProperties, message.data]);
    copies.set(identity, [...(copies.get(identity) ?? []), delivery]);
  }
  return new Set(
    [...copies.values()].flatMap((same) => {
      const redelivered = same.filter(({ message }) => message.redelivered);
      return redelivered.length < same.length ? redelivered : redelivered.slice(1);
    }),
  );
}
