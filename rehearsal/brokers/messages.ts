import { connect } from "amqplib";
import { manage } from "./management-api";
import type { RabbitMqServer } from "./server";

/** How many messages wait in a queue. */
export interface QueueLength {
  readonly virtualHost: string;
  readonly queue: string;
  readonly messages: number;
}

/** How many messages wait in all of a server's queues. @throws Error when it does not answer */
export async function messagesIn(server: RabbitMqServer): Promise<number> {
  return (await queueLengths(server)).reduce((sum, { messages }) => sum + messages, 0);
}

/**
 * How many messages wait in each of a server's queues. The queues themselves are asked, over AMQP: statistics lag behind, and a queue
 * that nobody has used since its server started has none.
 *
 * @throws Error when the server does not answer
 */
export async function queueLengths(server: RabbitMqServer): Promise<readonly QueueLength[]> {
  const queues = (await manage<{ name: string; vhost: string }[]>(server.access, "GET", ["queues"])) ?? [];
  const lengths: QueueLength[] = [];
  for (const virtualHost of new Set(queues.map(({ vhost }) => vhost))) {
    const { authority, user } = server.access;
    const { hostname, port } = new URL(server.amqps);
    const connection = await connect(
      { protocol: "amqps", hostname, port: Number(port), ...user, vhost: encodeURIComponent(virtualHost) },
      { ca: [authority] },
    );
    connection.on("error", () => {});
    try {
      const channel = await connection.createChannel();
      for (const { name: queue } of queues.filter(({ vhost }) => vhost === virtualHost)) {
        lengths.push({ virtualHost, queue, messages: (await channel.checkQueue(queue)).messageCount });
      }
    } finally {
      await connection.close().catch(() => {});
    }
  }
  return lengths;
}
