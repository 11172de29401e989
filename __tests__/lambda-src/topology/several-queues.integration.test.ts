import { describeTopology } from "../../support/describe-topology";
import { connectAs, manage } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

describeTopology("several queues", {}, ({ newStage, logLines }) => {
  describe("bindings to an exchange", () => {
    let stage: TopologyStage;
    beforeEach(() => {
      stage = newStage();
    });
    const shop = { exchange: "shop", exchangeType: "topic" } as const;

    async function publish(routingKey: string): Promise<void> {
      const connection = await connectAs(stage.server.administrator, stage.server, stage.virtualHost);
      const channel = await connection.createConfirmChannel();
      channel.publish("shop", routingKey, Buffer.from(routingKey));
      await channel.waitForConfirms();
    }

    async function keysIn(queue: string): Promise<string[]> {
      const connection = await connectAs(stage.server.administrator, stage.server, stage.virtualHost);
      const channel = await connection.createChannel();
      const keys: string[] = [];
      for (;;) {
        const message = await channel.get(queue, { noAck: true });
        if (message === false) return keys;
        keys.push(message.content.toString());
      }
    }

    test("the exchange is declared, and the queue gets what its routing keys ask for", async () => {
      await expect(stage.declare({ ...shop, routingKeys: ["order.*", "invoice.paid"] })).resolves.toMatchObject({
        changes: expect.arrayContaining([
          'declared exchange "shop"',
          'bound queue "orders" to exchange "shop" by "order.*"',
          'bound queue "orders" to exchange "shop" by "invoice.paid"',
        ]),
      });
      for (const key of ["order.new", "order.new.again", "invoice.paid", "invoice.late"]) await publish(key);
      await expect(keysIn("orders")).resolves.toEqual(["order.new", "invoice.paid"]);
      await expect(stage.declare({ ...shop, routingKeys: ["order.*", "invoice.paid"] })).resolves.toMatchObject({
        changes: [],
      });
    });

    test("routing keys that are not wanted any more are taken away, new ones first", async () => {
      await stage.declare({ ...shop, routingKeys: ["old.#", "kept"] });
      const { changes } = await stage.declare({ ...shop, routingKeys: ["kept", "new.*"] });
      expect(changes).toEqual([
        'bound queue "orders" to exchange "shop" by "new.*"',
        'unbound queue "orders" from exchange "shop" by "old.#"',
      ]);
      for (const key of ["old.1", "kept", "new.1"]) await publish(key);
      await expect(keysIn("orders")).resolves.toEqual(["kept", "new.1"]);
    });

    test("a fanout exchange gives everything to each queue, and none of that to the others' bindings", async () => {
      const fanout = { exchange: "shop", exchangeType: "fanout", routingKeys: [] } as const;
      await stage.declare(fanout);
      await stage.declare({ ...fanout, queue: "audit", users: [] });
      await publish("anything");
      await expect(keysIn("orders")).resolves.toEqual(["anything"]);
      await expect(keysIn("audit")).resolves.toEqual(["anything"]);
    });

    test("one of the broker's own is bound to", async () => {
      const own = { exchange: "amq.topic", exchangeType: "topic", routingKeys: ["#"] } as const;
      await expect(stage.declare(own)).resolves.toMatchObject({
        changes: expect.arrayContaining(['bound queue "orders" to exchange "amq.topic" by "#"']),
      });
    });

    test("one that is there with another type stays as it is", async () => {
      await manage(stage.server, "PUT", ["vhosts", stage.virtualHost], {});
      await manage(stage.server, "PUT", ["exchanges", stage.virtualHost, "shop"], { type: "direct", durable: true });
      await expect(stage.declare({ ...shop, routingKeys: ["#"] })).rejects.toMatchObject({
        name: "DeclaredDifferently",
        message: expect.stringContaining(
          `The exchange "shop" in virtual host "${stage.virtualHost}" exists already: its type is "direct" and must be "topic".`,
        ),
      });
    });
  });

  describe("several listeners on one broker", () => {
    /** Each listener's function knows its own user. */
    const declare = (stage: TopologyStage, queue: "orders" | "invoices", more: object = {}) => {
      const user = queue === "orders" ? stage.mapping : stage.publisher;
      const permissions = { configure: "^$", write: "^$", read: `^${queue}$` };
      return stage.declare({ queue, users: [{ ...user, permissions }], ...more });
    };

    test("each user reads its queue and no other", async () => {
      const stage = newStage();
      const [ofOrders, ofInvoices] = [stage.mapping, stage.publisher];
      await expect(declare(stage, "orders")).resolves.toMatchObject({ users: [ofOrders.username] });
      expect(stage.credentialsOf(ofInvoices)).toEqual({});
      await expect(declare(stage, "invoices")).resolves.toMatchObject({ users: [ofInvoices.username] });
      for (const [user, own, others] of [
        [ofOrders, "orders", ["invoices", "orders.dead-letter", "invoices.dead-letter"]],
        [ofInvoices, "invoices", ["orders", "orders.dead-letter", "invoices.dead-letter"]],
      ] as const) {
        const connection = await connectAs(stage.credentialsOf(user), stage.server, stage.virtualHost);
        await expect((await connection.createChannel()).get(own)).resolves.toBe(false);
        for (const other of others) {
          const channel = await connection.createChannel();
          channel.on("error", () => {});
          await expect(channel.get(other)).rejects.toThrow("403 (ACCESS-REFUSED)");
        }
      }
    });

    test("declared at the same time, each once", async () => {
      const stage = newStage();
      await manage(stage.server, "PUT", ["vhosts", stage.virtualHost], {});
      const shop = { exchange: "shop", exchangeType: "topic", routingKeys: ["#"] } as const;
      await Promise.all((["orders", "invoices"] as const).map((queue) => declare(stage, queue, shop)));
      await expect(declare(stage, "orders", shop)).resolves.toMatchObject({ changes: [] });
    });
  });

  describe("measuring", () => {
    test("what waits in each queue and who consumes it, as CloudWatch takes it from the log; nothing is changed", async () => {
      const stage = newStage();
      await stage.declare({ users: [] });
      const connection = await connectAs(stage.server.administrator, stage.server, stage.virtualHost);
      const channel = await connection.createConfirmChannel();
      channel.sendToQueue("orders", Buffer.from("hello"));
      await channel.waitForConfirms();
      await channel.consume("orders.dead-letter", () => {});

      const expected = [
        { queue: "orders", MessageReadyCount: 1, ConsumerCount: 0 },
        { queue: "orders.dead-letter", MessageReadyCount: 0, ConsumerCount: 1 },
        { queue: "no-such", MessageReadyCount: null, ConsumerCount: null },
      ];
      // RabbitMQ counts every five seconds.
      await eventually(async () =>
        expect(await stage.measure("orders", "orders.dead-letter", "no-such")).toEqual(expected),
      );

      const metrics = logLines().filter((line) => "_aws" in line);
      const [ofOrders, ofDeadLetters, ...more] = metrics.slice(-2);
      expect(more).toEqual([]);
      expect(ofOrders).toEqual({
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: "RabbitMQ",
              Dimensions: [["Broker", "VirtualHost", "Queue"]],
              Metrics: [
                { Name: "MessageReadyCount", Unit: "Count" },
                { Name: "ConsumerCount", Unit: "Count" },
              ],
            },
          ],
        },
        Broker: "stage",
        VirtualHost: stage.virtualHost,
        Queue: "orders",
        MessageReadyCount: 1,
        ConsumerCount: 0,
      });
      expect(ofDeadLetters).toMatchObject({ Queue: "orders.dead-letter", ConsumerCount: 1 });
    });
  });
});

/** Repeats what fails, for half a minute. */
async function eventually(attempt: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 30_000; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
