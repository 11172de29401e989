import { describeTopology } from "../../support/describe-topology";
import { failureOf } from "../../support/failure-of";
import { FakeClock } from "../../support/fake-clock";
import { connectAs, manage } from "../../support/rabbitmq-clients";
import { MAPPING_PERMISSIONS, type TopologyStage } from "../../support/topology-stage";

interface Queue {
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: object;
  readonly policy: string;
}

const queueOf = ({ server, virtualHost }: TopologyStage, name: string) =>
  manage<Queue>(server, "GET", ["queues", virtualHost, name]);

const policyOf = ({ server, virtualHost }: TopologyStage, name: string) =>
  manage<{ definition: object }>(server, "GET", ["policies", virtualHost, name]);

/** Messages in a queue, counted by the queue itself: the management API counts late. */
async function countMessages({ server, virtualHost }: TopologyStage, queue: string): Promise<number> {
  const connection = await connectAs(server.administrator, server, virtualHost);
  const channel = await connection.createChannel();
  return (await channel.checkQueue(queue)).messageCount;
}

async function publish({ server, virtualHost }: TopologyStage, queue: string, count: number): Promise<void> {
  const connection = await connectAs(server.administrator, server, virtualHost);
  const channel = await connection.createConfirmChannel();
  for (let n = 0; n < count; n += 1) channel.sendToQueue(queue, Buffer.from("hello"));
  await channel.waitForConfirms();
}

/** A virtual host with a queue that somebody else declared. */
async function prepareQueue(stage: TopologyStage, args: object, name = "orders"): Promise<void> {
  const { server, virtualHost } = stage;
  await manage(server, "PUT", ["vhosts", virtualHost], {});
  await manage(server, "PUT", ["queues", virtualHost, name], { durable: true, arguments: args });
}

describeTopology("topology", { eachSeries: true }, ({ newStage, logLines }) => {
  let stage: TopologyStage;
  beforeEach(() => {
    stage = newStage();
  });

  describe("on a new broker", () => {
    test("declares everything, and says what", async () => {
      const { virtualHost, mapping, publisher } = stage;
      await expect(stage.declare()).resolves.toEqual({
        virtualHost,
        queue: "orders",
        deliveryLimit: 20,
        maxLength: null,
        deadLetterExchange: "orders.dead-letter",
        deadLetterQueue: "orders.dead-letter",
        users: [mapping.username, publisher.username],
        changes: [
          `created virtual host "${virtualHost}"`,
          'declared exchange "orders.dead-letter"',
          'created policy "orders.dead-letter"',
          'declared queue "orders.dead-letter"',
          'bound queue "orders.dead-letter" to exchange "orders.dead-letter"',
          'created policy "orders"',
          'declared queue "orders"',
          `put a new password for user "${mapping.username}" into its secret`,
          `created user "${mapping.username}"`,
          `set what user "${mapping.username}" may do in virtual host "${virtualHost}"`,
          `put a new password for user "${publisher.username}" into its secret`,
          `created user "${publisher.username}"`,
          `set what user "${publisher.username}" may do in virtual host "${virtualHost}"`,
        ],
        warnings: [],
      });
    });

    test("the queue is a durable quorum queue, and all that may change is policy", async () => {
      await stage.declare({ deliveryLimit: 7 });
      await expect(queueOf(stage, "orders")).resolves.toMatchObject({
        type: "quorum",
        durable: true,
        arguments: { "x-queue-type": "quorum" },
        policy: "orders",
      });
      await expect(policyOf(stage, "orders")).resolves.toMatchObject({
        pattern: "^orders$",
        "apply-to": "quorum_queues",
        definition: {
          "delivery-limit": 7,
          "dead-letter-exchange": "orders.dead-letter",
          "dead-letter-strategy": "at-least-once",
          overflow: "reject-publish",
        },
      });
      await expect(policyOf(stage, "orders.dead-letter")).resolves.toMatchObject({
        pattern: "^orders\\.dead-letter$",
        definition: { "delivery-limit": 1_000_000_000 },
      });
    });

    test("users have no tag, and exactly their permissions", async () => {
      await stage.declare();
      const { username } = stage.mapping;
      await expect(manage(stage.server, "GET", ["users", username])).resolves.toMatchObject({ tags: [] });
      await expect(manage(stage.server, "GET", ["users", username, "permissions"])).resolves.toEqual([
        { user: username, vhost: stage.virtualHost, ...MAPPING_PERMISSIONS },
      ]);
    });

    test("names with characters that mean something to URLs and regular expressions", async () => {
      const queue = "App::Order (v1.0)/+é?";
      await stage.declare({ queue, virtualHost: `${stage.virtualHost} %é` });
      await expect(stage.declare({ queue, virtualHost: `${stage.virtualHost} %é` })).resolves.toMatchObject({
        changes: [],
      });
    });

    test("the default virtual host", async () => {
      await expect(stage.declare({ virtualHost: "/" })).resolves.toMatchObject({ virtualHost: "/" });
    });
  });

  test("no password is logged or returned", async () => {
    const summary = await stage.declare();
    const said = JSON.stringify([summary, logLines()]);
    for (const { password } of [
      stage.credentialsOf(stage.mapping),
      stage.credentialsOf(stage.publisher),
      stage.server.administrator,
    ]) {
      expect(password.length).toBeGreaterThan(10);
      expect(said).not.toContain(password);
    }
  });

  describe("again", () => {
    beforeEach(() => stage.declare());

    test("changes nothing", async () => {
      const secret = stage.credentialsOf(stage.mapping);
      await publish(stage, "orders", 3);
      await expect(stage.declare()).resolves.toMatchObject({ changes: [] });
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
      expect(stage.credentialsOf(stage.mapping)).toEqual(secret);
    });

    test("with another delivery limit, changes the policy alone", async () => {
      await publish(stage, "orders", 3);
      await expect(stage.declare({ deliveryLimit: 5 })).resolves.toMatchObject({
        deliveryLimit: 5,
        changes: ['changed policy "orders"'],
      });
      await expect(policyOf(stage, "orders")).resolves.toMatchObject({ definition: { "delivery-limit": 5 } });
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
    });

    test("with another queue, leaves the old one and its messages, and moves the permission", async () => {
      await publish(stage, "orders", 3);
      const users = [{ ...stage.mapping, permissions: { ...MAPPING_PERMISSIONS, read: "^invoices$" } }];
      await stage.declare({ queue: "invoices", users });
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
      await expect(countMessages(stage, "invoices")).resolves.toBe(0);
      await expect(
        manage(stage.server, "GET", ["permissions", stage.virtualHost, stage.mapping.username]),
      ).resolves.toMatchObject({ read: "^invoices$" });
    });

    test("with another virtual host, leaves the old queue, and takes back what users could do there", async () => {
      await publish(stage, "orders", 3);
      const other = `${stage.virtualHost}/other`;
      const { changes } = await stage.declare({ virtualHost: other });
      expect(changes).toContain(
        `revoked what user "${stage.mapping.username}" could do in virtual host "${stage.virtualHost}"`,
      );
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
      await expect(manage(stage.server, "GET", ["users", stage.mapping.username, "permissions"])).resolves.toEqual([
        { user: stage.mapping.username, vhost: other, ...MAPPING_PERMISSIONS },
      ]);
    });

    test("undoes what somebody changed about a user", async () => {
      const { server, virtualHost, mapping } = stage;
      await manage(server, "PUT", ["users", mapping.username], { password: "somebody-else's", tags: "administrator" });
      await manage(server, "PUT", ["permissions", virtualHost, mapping.username], {
        configure: ".*",
        write: ".*",
        read: ".*",
      });
      await expect(stage.declare()).resolves.toMatchObject({
        changes: [
          `changed user "${mapping.username}"`,
          `set what user "${mapping.username}" may do in virtual host "${virtualHost}"`,
        ],
      });
      await expect(manage(server, "GET", ["users", mapping.username])).resolves.toMatchObject({ tags: [] });
      const connection = await connectAs(stage.credentialsOf(mapping), server, virtualHost);
      await expect(connection.createChannel()).resolves.toBeDefined();
    });

    test("brings back what somebody deleted", async () => {
      const { server, virtualHost } = stage;
      await manage(server, "DELETE", ["queues", virtualHost, "orders.dead-letter"]);
      await manage(server, "DELETE", ["policies", virtualHost, "orders"]);
      await expect(stage.declare()).resolves.toMatchObject({
        changes: [
          'declared queue "orders.dead-letter"',
          'bound queue "orders.dead-letter" to exchange "orders.dead-letter"',
          'created policy "orders"',
        ],
      });
    });
  });

  describe("when something is in the way", () => {
    test.each<[string, object, string[]]>([
      [
        "a classic queue",
        { "x-queue-type": "classic" },
        [
          'its type is "classic" and must be "quorum", ' +
            'its arguments is {"x-queue-type":"classic"} and must be {"x-queue-type":"quorum"}',
        ],
      ],
      [
        "a quorum queue with more arguments",
        { "x-queue-type": "quorum", "x-max-length": 10 },
        ["its arguments is ", '"x-max-length":10', ' and must be {"x-queue-type":"quorum"}'],
      ],
    ])("%s: fails, changes nothing, loses no message", async (_, args, differences) => {
      await prepareQueue(stage, args);
      await publish(stage, "orders", 3);
      const error = await failureOf(stage.declare());
      expect(error.name).toBe("DeclaredDifferently");
      expect(error.message).toContain(`The queue "orders" in virtual host "${stage.virtualHost}" exists already: `);
      for (const difference of differences) expect(error.message).toContain(difference);
      expect(error.message).toContain(
        "Nothing was changed, and no message was lost. Either choose another queue name, or",
      );
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
      await expect(manage(stage.server, "GET", ["policies", stage.virtualHost])).resolves.toEqual([]);
      await expect(queueOf(stage, "orders.dead-letter")).resolves.toBeUndefined();
    });

    test("names everything that is in the way, and heals once it is gone", async () => {
      const { server, virtualHost } = stage;
      const classic = { "x-queue-type": "classic" };
      await prepareQueue(stage, classic);
      await prepareQueue(stage, classic, "orders.dead-letter");
      await manage(server, "PUT", ["exchanges", virtualHost, "orders.dead-letter"], { type: "topic", durable: false });
      const error = await failureOf(stage.declare());
      expect(error.message.split("\n").map((line) => line.slice(0, 40))).toEqual([
        `The queue "orders" in virtual host "${stage.virtualHost}`.slice(0, 40),
        `The exchange "orders.dead-letter" in virtual host`.slice(0, 40),
        `The queue "orders.dead-letter" in virtual host`.slice(0, 40),
        "RabbitMQ cannot change these on what exists".slice(0, 40),
      ]);
      expect(error.message).toContain(
        'its type is "topic" and must be "fanout", its durable is false and must be true',
      );

      await manage(server, "DELETE", ["queues", virtualHost, "orders"]);
      await manage(server, "DELETE", ["queues", virtualHost, "orders.dead-letter"]);
      await manage(server, "DELETE", ["exchanges", virtualHost, "orders.dead-letter"]);
      await expect(stage.declare()).resolves.toMatchObject({ queue: "orders" });
    });

    test("a queue as this project declares it is taken over with its messages", async () => {
      await prepareQueue(stage, { "x-queue-type": "quorum" });
      await publish(stage, "orders", 3);
      const { changes } = await stage.declare();
      expect(changes).not.toContain('declared queue "orders"');
      await expect(countMessages(stage, "orders")).resolves.toBe(3);
    });

    test("a policy of that name for other queues is left as it is", async () => {
      const { server, virtualHost } = stage;
      await manage(server, "PUT", ["vhosts", virtualHost], {});
      await manage(server, "PUT", ["policies", virtualHost, "orders"], {
        pattern: "^or",
        "apply-to": "queues",
        definition: { "max-length": 10 },
      });
      await expect(stage.declare()).rejects.toThrow(
        `The policy "orders" in virtual host "${virtualHost}" exists already, for queues that match ^or: it was left as it is.`,
      );
      await expect(policyOf(stage, "orders")).resolves.toMatchObject({ definition: { "max-length": 10 } });
    });

    test("a policy that outranks ours", async () => {
      const { server, virtualHost } = stage;
      await stage.declare();
      await manage(server, "PUT", ["policies", virtualHost, "everything"], {
        pattern: ".*",
        "apply-to": "all",
        priority: 1000,
        definition: { "max-length": 10 },
      });
      while ((await queueOf(stage, "orders.dead-letter"))?.policy !== "everything");
      await expect(stage.declare({}, new FakeClock())).rejects.toMatchObject({
        name: "PolicyNotApplied",
        message: expect.stringContaining(
          `The queue "orders.dead-letter" in virtual host "${virtualHost}" follows the policy "everything", and must follow ` +
            '"orders.dead-letter", whose priority is 100. Give policies that match this queue a lower priority, and deploy again.',
        ),
      });
    });
  });
});
