import type { Channel, ConfirmChannel } from "amqplib";
import { describeTopology } from "../../support/describe-topology";
import { connectAs, manage } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

const MOST = 3;
const QUEUE = "orders";
const DEAD_LETTER_QUEUE = "orders.dead-letter";

/** Publishes and waits. @returns whether the queue took the message */
async function publish(channel: ConfirmChannel, messageId: string): Promise<boolean> {
  return new Promise((resolve) => {
    channel.sendToQueue(QUEUE, Buffer.from("hello"), { messageId }, (error) => resolve(!error));
  });
}

/** Publishes until the queue refuses. A quorum queue may take a few more than it should. */
async function publishUntilRefused(channel: ConfirmChannel): Promise<number> {
  for (let count = 0; count < 100 * MOST; count += 1) {
    if (!(await publish(channel, `m-${count}`))) return count;
  }
  throw new Error("The queue took everything.");
}

describeTopology("the length that Amazon MQ's default policy allows", { eachSeries: true }, ({ newStage }) => {
  let stage: TopologyStage;
  let publishing: ConfirmChannel;
  let channel: Channel;
  beforeEach(async () => {
    stage = newStage();
    const { server, virtualHost } = stage;
    await manage(server, "PUT", ["vhosts", virtualHost], {});
    await manage(server, "PUT", ["policies", virtualHost, "AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ"], {
      pattern: ".*",
      "apply-to": "quorum_queues",
      priority: 1,
      definition: { "max-length": MOST, overflow: "reject-publish" },
    });
    await stage.declare();
    const connection = await connectAs(server.administrator, server, virtualHost);
    publishing = await connection.createConfirmChannel();
    channel = await connection.createChannel();
  });

  const countIn = async (queue: string) => (await channel.checkQueue(queue)).messageCount;

  test("is carried over, and the second time nothing changes", async () => {
    await expect(stage.declare()).resolves.toMatchObject({ maxLength: MOST, changes: [], warnings: [] });
    for (const queue of [QUEUE, DEAD_LETTER_QUEUE]) {
      await expect(manage(stage.server, "GET", ["policies", stage.virtualHost, queue])).resolves.toMatchObject({
        definition: { "max-length": MOST, overflow: "reject-publish" },
      });
    }
  });

  test("goes again with that policy", async () => {
    const { server, virtualHost } = stage;
    await manage(server, "DELETE", ["policies", virtualHost, "AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ"]);
    await expect(stage.declare()).resolves.toMatchObject({
      maxLength: null,
      changes: [`changed policy "${DEAD_LETTER_QUEUE}"`, `changed policy "${QUEUE}"`],
    });
  });

  test("a full queue refuses what is published, and loses none that it took", async () => {
    const taken = await publishUntilRefused(publishing);
    expect(taken).toBeGreaterThanOrEqual(MOST);
    await expect(countIn(QUEUE)).resolves.toBe(taken);
  });

  test("a full dead-letter queue takes no more, and what it refuses waits where it was until there is room", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3 * MOST; count += 1) {
      if (!(await publish(publishing, `m-${count}`))) break;
      const message = await channel.get(QUEUE);
      if (message === false) throw new Error("The message is not there.");
      ids.push(`m-${count}`);
      channel.nack(message, false, false);
    }
    const refused = ids.length - (await countIn(DEAD_LETTER_QUEUE));
    expect(refused).toBeGreaterThan(0);

    const found = new Set<string>();
    const deadline = Date.now() + 30_000;
    while (found.size < ids.length && Date.now() < deadline) {
      const message = await channel.get(DEAD_LETTER_QUEUE);
      if (message === false) continue;
      found.add(String(message.properties.messageId));
      channel.ack(message);
    }
    expect([...found].sort()).toEqual(ids.sort());
  });
});
