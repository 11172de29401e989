import { setTimeout as sleep } from "node:timers/promises";
import type { Channel, GetMessage } from "amqplib";
import { describeTopology } from "../../support/describe-topology";
import { connectAs } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

const LIMIT = 3;
const QUEUE = "orders";
const DEAD_LETTER_QUEUE = "orders.dead-letter";

/** Takes a message; undefined when none comes for half a second, which is long for a queue with one message. */
async function take(channel: Channel, queue: string, attempts = 50): Promise<GetMessage | undefined> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const message = await channel.get(queue);
    if (message !== false) return message;
    await sleep(10);
  }
  return undefined;
}

/** Takes the message and hands it back, as often as it comes, but no more than `most` times. */
async function handBack(
  channel: Channel,
  queue: string,
  how: (message: GetMessage) => void,
  most: number,
): Promise<number> {
  for (let count = 0; count < most; count += 1) {
    const message = await take(channel, queue);
    if (message === undefined) return count;
    how(message);
  }
  return most;
}

describeTopology("delivery limit", { eachSeries: true }, ({ newStage }) => {
  let stage: TopologyStage;
  let channel: Channel;
  beforeEach(async () => {
    stage = newStage();
    await stage.declare({ deliveryLimit: LIMIT });
    const connection = await connectAs(stage.server.administrator, stage.server, stage.virtualHost);
    const publishing = await connection.createConfirmChannel();
    publishing.sendToQueue(QUEUE, Buffer.from("hello"), { messageId: "m-1", headers: { tenant: "a" } });
    await publishing.waitForConfirms();
    channel = await connection.createChannel();
  });

  /** From 4.3 on, handing back by basic.nack does not count. https://www.rabbitmq.com/docs/4.3/nack */
  const countsNack = () => /^4\.[012]\./.test(stage.server.version);

  async function expectDeadLetter(): Promise<void> {
    const dead = await take(channel, DEAD_LETTER_QUEUE);
    expect(dead?.content.toString()).toBe("hello");
    expect(dead?.properties.messageId).toBe("m-1");
    expect(dead?.properties.headers).toMatchObject({
      tenant: "a",
      "x-death": [{ queue: QUEUE, reason: "delivery_limit", count: 1 }],
    });
  }

  test("a message that is rejected goes to the dead-letter queue, once it has come back as often as allowed", async () => {
    const deliveries = await handBack(channel, QUEUE, (message) => channel.reject(message, true), 10 * LIMIT);
    expect(deliveries).toBe(LIMIT + 1);
    await expectDeadLetter();
  });

  test("a message that is handed back by nack does so as the server's series does", async () => {
    const deliveries = await handBack(channel, QUEUE, (message) => channel.nack(message, false, true), 10 * LIMIT);
    if (countsNack()) {
      expect(deliveries).toBe(LIMIT + 1);
      await expectDeadLetter();
    } else {
      expect(deliveries).toBe(10 * LIMIT);
      await expect(channel.checkQueue(DEAD_LETTER_QUEUE)).resolves.toMatchObject({ messageCount: 0 });
    }
  });

  test("a message that is refused for good goes to the dead-letter queue at once", async () => {
    await handBack(channel, QUEUE, (message) => channel.nack(message, false, false), 1);
    const dead = await take(channel, DEAD_LETTER_QUEUE);
    expect(dead?.properties.headers).toMatchObject({ "x-death": [{ queue: QUEUE, reason: "rejected" }] });
  });

  test("another delivery limit holds for messages that are there already", async () => {
    await handBack(channel, QUEUE, (message) => channel.reject(message, true), 1);
    await stage.declare({ deliveryLimit: 1 });
    const deliveries = await handBack(channel, QUEUE, (message) => channel.reject(message, true), 10 * LIMIT);
    expect(deliveries).toBe(1);
    await expectDeadLetter();
  });

  test("the dead-letter queue keeps a message however often it is looked at", async () => {
    await handBack(channel, QUEUE, (message) => channel.nack(message, false, false), 1);
    const looks = await handBack(channel, DEAD_LETTER_QUEUE, (message) => channel.reject(message, true), 50);
    expect(looks).toBe(50);
  });

  test("without its dead-letter queue, a message stays where it is, and moves once the queue is back", async () => {
    await channel.deleteQueue(DEAD_LETTER_QUEUE);
    await handBack(channel, QUEUE, (message) => channel.nack(message, false, false), 1);
    await stage.declare({ deliveryLimit: LIMIT });
    const dead = await take(channel, DEAD_LETTER_QUEUE, 2000);
    expect(dead?.properties.messageId).toBe("m-1");
  });
});
