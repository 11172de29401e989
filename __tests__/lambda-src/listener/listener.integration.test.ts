import { gzipSync } from "node:zlib";
import type { Channel, ConfirmChannel, GetMessage, Options } from "amqplib";
import { handler } from "../../../lambda-src/listener";
import { processMessage } from "../../../lambda-src/listener/process-message";
import { handler as publisher } from "../../../lambda-src/publisher";
import { consumedBatch } from "../../support/consumed-batch";
import { describeTopology } from "../../support/describe-topology";
import { setEnvironment } from "../../support/environment";
import { lambdaContext } from "../../support/lambda-context";
import { connectAs } from "../../support/rabbitmq-clients";
import type { TopologyStage } from "../../support/topology-stage";

jest.mock("../../../lambda-src/listener/process-message");
const userCode = jest.mocked(processMessage);

describeTopology("listener", {}, ({ newStage, logLines }) => {
  let stage: TopologyStage;
  let publishing: ConfirmChannel;
  let channel: Channel;
  beforeEach(async () => {
    userCode.mockReset();
    stage = newStage();
    await stage.declare({ deliveryLimit: 2 });
    const publishingUser = await connectAs(stage.credentialsOf(stage.publisher), stage.server, stage.virtualHost);
    publishing = await publishingUser.createConfirmChannel();
    const mappingUser = await connectAs(stage.credentialsOf(stage.mapping), stage.server, stage.virtualHost);
    channel = await mappingUser.createChannel();
  });
  setEnvironment(() => ({
    LOG_BODIES: undefined,
    UNDECODABLE_MESSAGES: undefined,
    BROKER_ENDPOINT: stage.server.amqpUrl,
    SECRET_ARN: stage.publisher.secretArn,
    VIRTUAL_HOST: stage.virtualHost,
    QUEUE: "orders",
  }));

  async function publish(...messages: [string | Buffer, Options.Publish?][]): Promise<void> {
    for (const [body, properties] of messages)
      publishing.sendToQueue("orders", Buffer.from(body as string), properties);
    await publishing.waitForConfirms();
  }

  async function takeBatch(from: Channel = channel, queue = "orders"): Promise<GetMessage[]> {
    const messages: GetMessage[] = [];
    for (let message = await from.get(queue); message !== false; message = await from.get(queue))
      messages.push(message);
    return messages;
  }

  /** What a mapping does with a batch: acknowledges it when the function succeeds, hands it back when it fails. */
  async function poll(): Promise<{ messages: GetMessage[]; failure: Error | undefined }> {
    const messages = await takeBatch();
    const batch = consumedBatch("orders", stage.virtualHost, messages);
    const failure = await handler(batch, lambdaContext()).then(
      () => undefined,
      (error: Error) => error,
    );
    for (const message of messages) {
      if (failure === undefined) channel.ack(message);
      else channel.reject(message, true);
    }
    return { messages, failure };
  }

  const received = () => userCode.mock.calls.map(([message]) => message);

  test("receives what the publisher published", async () => {
    const { confirmed } = await publisher({ count: 3, body: { order: 1 } }, lambdaContext());
    const { failure } = await poll();
    expect(failure).toBeUndefined();
    expect(received().map(({ properties }) => properties.messageId)).toEqual(confirmed);
    for (const message of received()) {
      expect(message.body).toEqual({ kind: "json", value: { order: 1 } });
      expect(Math.abs(Date.now() - Number(message.properties.timestamp))).toBeLessThan(60_000);
    }
    expect(logLines().filter(({ message }) => message === "Message received")).toHaveLength(3);
    await expect(takeBatch()).resolves.toEqual([]);
  });

  test("decodes every property and header that RabbitMQ carries", async () => {
    const headers = {
      text: "vaüe",
      number: 3,
      fraction: 1.5,
      flag: true,
      nothing: null,
      list: ["a", 1, { deep: "b" }],
      table: { inner: { name: "n" } },
      moment: { "!": "timestamp", value: 0 },
    };
    const properties = {
      headers,
      contentType: "text/plain",
      contentEncoding: "gzip",
      priority: 3,
      correlationId: "c-1",
      replyTo: "replies",
      expiration: "60000",
      messageId: "m-1",
      timestamp: 1_767_225_599,
      type: "order",
      userId: stage.publisher.username,
      appId: "shop",
      persistent: true,
    };
    await publish([gzipSync("grüße"), properties]);
    await poll();
    expect(received()).toEqual([
      {
        queue: "orders",
        virtualHost: stage.virtualHost,
        redelivered: false,
        properties: {
          contentType: "text/plain",
          contentEncoding: "gzip",
          deliveryMode: 2,
          priority: 3,
          correlationId: "c-1",
          replyTo: "replies",
          expiration: 60_000,
          messageId: "m-1",
          timestamp: new Date("2025-12-31T23:59:59Z"),
          type: "order",
          userId: stage.publisher.username,
          appId: "shop",
        },
        headers: { ...headers, moment: expect.stringMatching(/^Jan 1, 1970, 12:00:00\sAM$/) },
        body: { kind: "text", text: "grüße" },
        raw: gzipSync("grüße"),
        size: gzipSync("grüße").length,
      },
    ]);
  });

  test("a message that cannot be decoded ends in the dead-letter queue, with the batch that it fails", async () => {
    await publish(["secret", { messageId: "bad", contentType: "application/json" }], ["fine", { messageId: "good" }]);
    const deliveries: (string | undefined)[][] = [];
    for (let batch = await poll(); batch.messages.length > 0; batch = await poll()) {
      deliveries.push(batch.messages.map(({ properties }) => properties.messageId));
      expect(batch.failure?.message).toContain('message "bad", number 1 from queue "orders"');
    }
    expect(deliveries).toEqual([
      ["bad", "good"],
      ["bad", "good"],
      ["bad", "good"],
    ]);
    expect(received()).toEqual([]);

    const administrator = await connectAs(stage.server.administrator, stage.server, stage.virtualHost);
    const dead: GetMessage[] = [];
    const deadChannel = await administrator.createChannel();
    while (dead.length < 2) dead.push(...(await takeBatch(deadChannel, "orders.dead-letter")));
    process.env.UNDECODABLE_MESSAGES = "set-aside";
    await handler(consumedBatch("orders.dead-letter", stage.virtualHost, dead), lambdaContext());
    expect(received()).toMatchObject([
      {
        properties: { messageId: "good" },
        headers: { "x-death": [{ queue: "orders", reason: "delivery_limit", count: 1 }] },
      },
    ]);
  });

  test("a message whose encoding is not known is handed over beside the others, and nothing comes again", async () => {
    await publish(
      [gzipSync('{"order":9007199254740993}'), { contentType: "application/json", contentEncoding: "gzip:UTF-8" }],
      [Buffer.from([1, 0xff]), { messageId: "odd", contentType: "application/json", contentEncoding: "lz4" }],
      ["fine", { messageId: "good" }],
    );
    await expect(poll()).resolves.toMatchObject({ failure: undefined });
    expect(received().map(({ body }) => body)).toEqual([
      { kind: "json", value: { order: 9007199254740993n } },
      {
        kind: "undecoded",
        bytes: Buffer.from([1, 0xff]),
        reason: 'its content encoding "lz4" is not known',
        encodingUnknown: true,
      },
      { kind: "text", text: "fine" },
    ]);
    await expect(takeBatch()).resolves.toEqual([]);
  });

  test("set aside, it leaves the others alone, and the queue", async () => {
    process.env.UNDECODABLE_MESSAGES = "set-aside";
    await publish(["secret", { messageId: "bad", contentType: "application/json" }], ["fine", { messageId: "good" }]);
    await expect(poll()).resolves.toMatchObject({ failure: undefined });
    expect(received().map(({ properties }) => properties.messageId)).toEqual(["good"]);
    await expect(takeBatch()).resolves.toEqual([]);
  });

  test("distinct messages under one id are all processed when their batch comes again", async () => {
    await publish(["one", { messageId: "same" }], ["two", { messageId: "same" }]);
    userCode.mockRejectedValueOnce(new Error("no stock"));
    await expect(poll()).resolves.toMatchObject({ failure: { name: "UnprocessedMessages" } });
    userCode.mockClear();
    await expect(poll()).resolves.toMatchObject({ failure: undefined });
    expect(received().map(({ redelivered, body }) => [redelivered, body])).toEqual([
      [true, { kind: "text", text: "one" }],
      [true, { kind: "text", text: "two" }],
    ]);
  });
});
