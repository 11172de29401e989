import type { Channel } from "amqplib";
import { describeTopology } from "../../support/describe-topology";
import { connectAs, manageAs } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

async function openChannel(stage: TopologyStage, user: { secretArn: string }, virtualHost = stage.virtualHost) {
  const connection = await connectAs(stage.credentialsOf(user), stage.server, virtualHost);
  const channel = await connection.createConfirmChannel();
  channel.on("error", () => {});
  return channel;
}

async function publishOne(stage: TopologyStage, queue = "orders"): Promise<void> {
  const channel = await openChannel(stage, stage.publisher);
  channel.sendToQueue(queue, Buffer.from("hello"));
  await channel.waitForConfirms();
}

/** Publishing has no answer of its own: what is refused closes the channel. */
function closeReason(channel: Channel, act: () => void): Promise<string> {
  const reason = new Promise<string>((resolve) => channel.once("error", (error) => resolve(error.message)));
  act();
  return reason;
}

describeTopology("permissions", { eachSeries: true }, ({ newStage }) => {
  let stage: TopologyStage;
  beforeAll(async () => {
    stage = newStage();
  });
  beforeEach(() => stage.declare());

  describe("the mapping's user", () => {
    test("consumes from its queue, acknowledges and hands back", async () => {
      await publishOne(stage);
      const channel = await openChannel(stage, stage.mapping);
      await channel.prefetch(100);
      const redelivered: boolean[] = [];
      await new Promise<void>((resolve, reject) => {
        channel.consume("orders", (message) => {
          if (message === null) return reject(new Error("cancelled"));
          redelivered.push(message.fields.redelivered);
          if (message.fields.redelivered) {
            channel.ack(message);
            resolve();
          } else {
            channel.nack(message, false, true);
          }
        });
      });
      expect(redelivered).toEqual([false, true]);
      await expect(channel.checkQueue("orders")).resolves.toMatchObject({ messageCount: 0 });
    });

    test("can purge its queue, which RabbitMQ counts as reading", async () => {
      await publishOne(stage);
      const channel = await openChannel(stage, stage.mapping);
      await expect(channel.purgeQueue("orders")).resolves.toEqual({ messageCount: 1 });
    });

    test("can ask how many messages other queues hold, up to RabbitMQ 4.2", async () => {
      const channel = await openChannel(stage, stage.mapping);
      const answer = expect(channel.checkQueue("orders.dead-letter"));
      await (/^4\.[012]\./.test(stage.server.version)
        ? answer.resolves.toMatchObject({ messageCount: 0 })
        : answer.rejects.toThrow("403 (ACCESS-REFUSED)"));
    });

    test.each<[string, (channel: Channel) => Promise<unknown>]>([
      ["declare a queue", (channel) => channel.assertQueue("new", { durable: true })],
      ["declare a queue of its own", (channel) => channel.assertQueue("", { exclusive: true })],
      ["delete its queue", (channel) => channel.deleteQueue("orders")],
      ["declare an exchange", (channel) => channel.assertExchange("new", "fanout")],
      ["delete an exchange", (channel) => channel.deleteExchange("orders.dead-letter")],
      ["bind its queue", (channel) => channel.bindQueue("orders", "amq.fanout", "")],
      ["unbind its queue", (channel) => channel.unbindQueue("orders", "amq.fanout", "")],
      ["bind an exchange", (channel) => channel.bindExchange("orders.dead-letter", "amq.fanout", "")],
      ["read the dead-letter queue", (channel) => channel.get("orders.dead-letter")],
      ["consume from the dead-letter queue", (channel) => channel.consume("orders.dead-letter", () => {})],
      ["purge the dead-letter queue", (channel) => channel.purgeQueue("orders.dead-letter")],
    ])("cannot %s", async (_, act) => {
      const channel = await openChannel(stage, stage.mapping);
      await expect(act(channel)).rejects.toThrow("403 (ACCESS-REFUSED)");
    });

    test.each([
      ["to its queue", "", "orders"],
      ["to the dead-letter exchange", "orders.dead-letter", ""],
      ["to an exchange of the broker's own", "amq.fanout", ""],
    ])("cannot publish %s", async (_, exchange, routingKey) => {
      const channel = await openChannel(stage, stage.mapping);
      const reason = closeReason(channel, () => channel.publish(exchange, routingKey, Buffer.from("hello")));
      await expect(reason).resolves.toContain("403 (ACCESS-REFUSED)");
    });

    test("cannot enter another virtual host", async () => {
      // That is how amqplib says it.
      await expect(openChannel(stage, stage.mapping, "/")).rejects.toThrow(
        "Expected ConnectionOpenOk; got <ConnectionClose",
      );
    });

    test.each([
      ["GET", ["whoami"]],
      ["GET", ["overview"]],
      ["GET", ["queues"]],
      ["GET", ["users"]],
      ["GET", ["definitions"]],
      ["PUT", ["vhosts", "new"]],
      ["DELETE", ["queues", "/", "orders"]],
    ])("cannot use the management API: %s %j", async (method, path) => {
      const { status } = await manageAs(stage.credentialsOf(stage.mapping), stage.server, method, path);
      expect(status).toBe(401);
    });

    test("cannot reach a queue whose name only begins like its own", async () => {
      await stage.declare({ queue: "orders-2", users: [] });
      const channel = await openChannel(stage, stage.mapping);
      await expect(channel.get("orders-2")).rejects.toThrow("403 (ACCESS-REFUSED)");
    });
  });

  describe("the publisher's user", () => {
    test.each<[string, (channel: Channel) => Promise<unknown>]>([
      ["read the queue", (channel) => channel.get("orders")],
      ["purge the queue", (channel) => channel.purgeQueue("orders")],
      ["declare a queue", (channel) => channel.assertQueue("new", { durable: true })],
      ["bind the queue", (channel) => channel.bindQueue("orders", "amq.fanout", "")],
    ])("cannot %s", async (_, act) => {
      const channel = await openChannel(stage, stage.publisher);
      await expect(act(channel)).rejects.toThrow("403 (ACCESS-REFUSED)");
    });

    test("cannot publish to the dead-letter exchange", async () => {
      const channel = await openChannel(stage, stage.publisher);
      const reason = closeReason(channel, () => channel.publish("orders.dead-letter", "", Buffer.from("hello")));
      await expect(reason).resolves.toContain("403 (ACCESS-REFUSED)");
    });
  });
});
