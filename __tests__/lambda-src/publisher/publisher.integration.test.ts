import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Message } from "amqplib";
import { handler } from "../../../lambda-src/publisher";
import { describeTopology } from "../../support/describe-topology";
import { setEnvironment } from "../../support/environment";
import { failureOf } from "../../support/failure-of";
import { lambdaContext } from "../../support/lambda-context";
import { connectAs, manage } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

/** Takes everything that is in the queue. */
async function takeAll({ server, virtualHost }: TopologyStage, queue = "orders"): Promise<Message[]> {
  const connection = await connectAs(server.administrator, server, virtualHost);
  const channel = await connection.createChannel();
  const messages: Message[] = [];
  for (let message = await channel.get(queue); message !== false; message = await channel.get(queue)) {
    messages.push(message);
  }
  for (const message of messages) channel.ack(message);
  await channel.close();
  return messages;
}

/** A path to the broker that breaks once so many bytes have gone there. */
class BreakingPath {
  breaksBy: "silence" | "reset" = "silence";
  readonly #server = createServer();
  readonly #clients = new Set<Socket>();

  constructor(private readonly bytes: number) {}

  async start(broker: URL): Promise<void> {
    this.#server.on("connection", (client) => {
      const upstream = connect(Number(broker.port), broker.hostname);
      for (const socket of [client, upstream]) socket.on("error", () => {});
      this.#clients.add(client);
      client.on("close", () => upstream.destroy());
      upstream.pipe(client);
      client.on("data", (chunk) => {
        if (client.bytesRead < this.bytes) upstream.write(chunk);
        else if (this.breaksBy === "reset") client.resetAndDestroy();
      });
    });
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
  }

  get url(): string {
    return `amqp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

describeTopology("publisher", {}, ({ newStage, logLines }) => {
  let stage: TopologyStage;
  beforeAll(() => {
    stage = newStage();
  });
  beforeEach(() => stage.declare());
  setEnvironment(() => ({
    BROKER_ENDPOINT: stage.server.amqpUrl,
    SECRET_ARN: stage.publisher.secretArn,
    VIRTUAL_HOST: stage.virtualHost,
    QUEUE: "orders",
  }));

  const publish = (event: object = {}, timeout = 30_000) => handler(event, lambdaContext({ timeout }));

  test("publishes one message, and returns the id that the broker confirmed", async () => {
    const { confirmed, ...where } = await publish();
    expect(where).toEqual({ virtualHost: stage.virtualHost, queue: "orders" });
    const [message, ...others] = await takeAll(stage);
    expect(others).toEqual([]);
    expect(confirmed).toEqual([message?.properties.messageId]);
    expect(message?.content.toString()).toBe('{"text":"A test message"}');
    expect(message?.properties).toMatchObject({ contentType: "application/json", deliveryMode: 2 });
    expect(Math.abs(Date.now() / 1000 - message?.properties.timestamp)).toBeLessThan(60);
  });

  test("publishes to another queue, or by an exchange, where the event says so", async () => {
    await stage.declare({
      queue: "invoices",
      exchange: "shop",
      exchangeType: "topic",
      routingKeys: ["invoice.*"],
      users: [],
    });
    const toQueue = await publish({ queue: "invoices" });
    expect(toQueue).toMatchObject({ virtualHost: stage.virtualHost, queue: "invoices" });
    const byExchange = await publish({ exchange: "shop", routingKey: "invoice.paid" });
    expect(byExchange).toMatchObject({ exchange: "shop", routingKey: "invoice.paid" });
    const ids = (await takeAll(stage, "invoices")).map(({ properties }) => properties.messageId);
    expect(ids).toEqual([...toQueue.confirmed, ...byExchange.confirmed]);
    await expect(takeAll(stage)).resolves.toEqual([]);
  });

  test("an exchange that leads nowhere, and one that does not exist: errors", async () => {
    const nowhere = await failureOf(publish({ exchange: "amq.topic", routingKey: "nobody" }));
    expect(nowhere.message).toContain("Returned, for no queue is bound to the exchange so: ");
    const missing = await failureOf(publish({ exchange: "missing" }));
    expect(missing.message).toContain("NOT_FOUND - no exchange 'missing'");
  });

  test("publishes text as text, under ids that are all different", async () => {
    const { confirmed } = await publish({ count: 3, body: "héllo", messageIdPrefix: "smoke-" });
    expect(new Set(confirmed).size).toBe(3);
    for (const id of confirmed) expect(id).toMatch(/^smoke-[0-9a-f-]{36}$/);
    const messages = await takeAll(stage);
    expect(messages.map(({ properties }) => properties.messageId)).toEqual(confirmed);
    expect(messages.map(({ content }) => content.toString())).toEqual(["héllo", "héllo", "héllo"]);
    expect(messages[0]?.properties.contentType).toBe("text/plain");
  });

  test("waits for the confirms of a thousand large messages", async () => {
    const { confirmed } = await publish({ count: 1000, body: "x".repeat(20_000) });
    expect(confirmed).toHaveLength(1000);
    await expect(takeAll(stage)).resolves.toHaveLength(1000);
  });

  test("leaves no connection behind", async () => {
    const { confirmed } = await publish();
    expect(confirmed).toHaveLength(1);
    const names = async () =>
      (await manage<{ user: string }[]>(stage.server, "GET", ["connections"]))?.map(({ user }) => user);
    while ((await names())?.includes(stage.publisher.username));
    await takeAll(stage);
  });

  test("a queue that does not exist: the messages come back, and that is an error", async () => {
    process.env.QUEUE = "elsewhere";
    const error = await failureOf(publish({ count: 2, messageIdPrefix: "lost-" }));
    expect(error.message.split("\n")).toEqual([
      'Of 2 messages for queue "elsewhere", 0 were confirmed.',
      expect.stringMatching(
        /^Returned, for the virtual host has no such queue: lost-[0-9a-f-]{36}, lost-[0-9a-f-]{36}\.$/,
      ),
    ]);
  });

  test("a queue that is full: says which messages it refused", async () => {
    const { server, virtualHost } = stage;
    await manage(server, "PUT", ["queues", virtualHost, "full"], {
      durable: true,
      arguments: { "x-queue-type": "classic", "x-max-length": 2, "x-overflow": "reject-publish" },
    });
    process.env.QUEUE = "full";
    const error = await failureOf(publish({ count: 50 }));
    expect(error.message).toMatch(/^Of 50 messages for queue "full", \d+ were confirmed\.\nConfirmed: /);
    expect(error.message).toContain("\nRefused by the queue, which is full or cannot store now: ");
    expect(error.message).not.toContain("Not answered");
  });

  test("a user that may not publish: says so", async () => {
    process.env.SECRET_ARN = stage.mapping.secretArn;
    const error = await failureOf(publish());
    expect(error.message).toMatch(
      /^Of 1 messages for queue "orders", 0 were confirmed\.\nNot answered: [0-9a-f-]{36}\.\n/,
    );
    expect(error.message).toContain("ACCESS_REFUSED - write access to exchange 'amq.default'");
  });

  test.each<[string, () => Record<string, string>, RegExp]>([
    [
      "a wrong password",
      () => ({ SECRET_ARN: stage.secretsManager.createSecret('{"username":"publisher","password":"wrong-one"}') }),
      /^Cannot connect to amqp:\/\/127\.0\.0\.1:\d+ as "publisher", virtual host "stage\/.*": .*ACCESS-REFUSED.* The broker does not accept the user or the password in the secret\.$/s,
    ],
    [
      "a virtual host that does not exist",
      () => ({ VIRTUAL_HOST: "elsewhere" }),
      /virtual host "elsewhere": .*\. The virtual host does not exist, or is closed to this user: the topology function opens it\.$/s,
    ],
    [
      "a port where nothing listens",
      () => ({ BROKER_ENDPOINT: "amqp://127.0.0.1:1" }),
      /ECONNREFUSED.*\. The broker's security group must admit this function on the port\.$/s,
    ],
    [
      "a secret without a value",
      () => ({ SECRET_ARN: stage.secretsManager.createSecret() }),
      /is not there or has no value: the topology function puts one there when the stack is deployed\.$/,
    ],
  ])("%s: says what to do, without the password", async (_, changes, message) => {
    Object.assign(process.env, changes());
    const error = await failureOf(publish());
    expect(error.message).toMatch(message);
    expect(error.stack).not.toContain("    at ");
    expect(JSON.stringify([error.stack, logLines()])).not.toContain("wrong-one");
  });

  describe("when the path breaks in the middle of a message", () => {
    const proxy = new BreakingPath(20_000);
    beforeAll(() => proxy.start(new URL(stage.server.amqpUrl)));
    afterAll(() => proxy.stop());
    beforeEach(() => {
      process.env.BROKER_ENDPOINT = proxy.url;
    });

    test.each<["silence" | "reset", number, RegExp]>([
      ["silence", 4_500, /^Meanwhile: the function's time is over\.$/],
      ["reset", 30_000, /^Meanwhile: (read|write) E[A-Z]+\.$/],
    ])("by %s: ends in time, and says what was not answered", async (how, timeout, trouble) => {
      proxy.breaksBy = how;
      const error = await failureOf(publish({ body: "x".repeat(100_000) }, timeout));
      expect(error.message.split("\n")).toEqual([
        'Of 1 messages for queue "orders", 0 were confirmed.',
        expect.stringMatching(/^Not answered: [0-9a-f-]{36}\.$/),
        expect.stringMatching(trouble),
      ]);
    });
  });
});
