import { connect } from "amqplib";
import { manage } from "./management-api";
import type { RabbitMqServer } from "./server";

/**
 * Counts the messages that wait in a server's queues. The queues themselves are asked, over AMQP: statistics lag behind, and a queue
 * that nobody has used since its server started has none.
 */
export async function messagesIn(server: RabbitMqServer): Promise<number> {
  const queues = (await manage<{ name: string; vhost: string }[]>(server.access, "GET", ["queues"])) ?? [];
  let count = 0;
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
      for (const { name } of queues.filter(({ vhost }) => vhost === virtualHost)) {
        count += (await channel.checkQueue(name)).messageCount;
      }
    } finally {
      await connection.close().catch(() => {});
    }
  }
  return count;
}
