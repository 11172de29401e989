import { setTimeout as sleep } from "node:timers/promises";
import { describeWithRabbitMq } from "../../support/describe-rabbitmq";
import { eventually, PolledQueue, QUICK } from "../../support/polled-queue";
import { closeConnections, manage } from "../../support/rabbitmq-clients";

jest.setTimeout(60_000);

const CONNECTION_ERROR = "PROBLEM: Connection error. Please check your event source connection configuration.";

describeWithRabbitMq("a poller", { tls: true }, (server) => {
  let polled: PolledQueue;
  beforeEach(async () => {
    polled = await PolledQueue.make(server());
  });
  afterEach(async () => {
    await polled.stopAll();
    await closeConnections();
  });

  test("hands over what was published, whatever its types, and acknowledges it once the function has succeeded", async () => {
    await polled.publish({
      body: '{"order":1}',
      contentType: "application/json",
      contentEncoding: "utf-8",
      headers: { text: "Grüße", number: 10, yes: true, when: { "!": "timestamp", value: 60 }, raw: Buffer.from([200]) },
      priority: 4,
      correlationId: "c",
      replyTo: "r",
      expiration: 60_000,
      messageId: "m",
      timestamp: 2021,
      type: "order",
      appId: "app",
    });
    polled.poll();
    await eventually("it is processed", () => polled.processed.length === 1);
    expect(await polled.left()).toBe(0);
    expect(polled.messages).toEqual([
      {
        basicProperties: {
          contentType: "application/json",
          contentEncoding: "utf-8",
          headers: {
            text: { bytes: [71, 114, -61, -68, -61, -97, 101] },
            number: 10,
            yes: true,
            when: "Jan 1, 1970, 12:01:00 AM",
            raw: [-56],
          },
          deliveryMode: 2,
          priority: 4,
          correlationId: "c",
          replyTo: "r",
          expiration: "60000",
          messageId: "m",
          timestamp: "Jan 1, 1970, 12:33:41 AM",
          type: "order",
          userId: null,
          appId: "app",
          clusterId: null,
          bodySize: 11,
        },
        redelivered: false,
        data: Buffer.from('{"order":1}').toString("base64"),
      },
    ]);
    expect(Object.keys(polled.events[0]?.rmqMessagesByQueue ?? {})).toEqual([`orders::${polled.virtualHost}`]);
    expect(polled.reports.at(-1)).toEqual({ lastProcessingResult: "OK", assumed: false });
    expect(polled.processed).toEqual(["m"]);
  });

  test("keeps batches to their size, in order, one invocation at a time, the last one at the end of its window", async () => {
    await polled.publishMany(250);
    polled.handle = () => sleep(5);
    polled.poll({ batchSize: 100, batchingWindow: 200 });
    await eventually("all are processed", () => polled.processed.length === 250);
    expect(polled.events.map((event) => Object.values(event.rmqMessagesByQueue)[0]?.length)).toEqual([100, 100, 50]);
    expect(polled.processed).toEqual(Array.from({ length: 250 }, (_, index) => String(index + 1)));
    expect(polled.mostAtOnce).toBe(1);
  });

  test("ends a batch before its event exceeds 6 MB, and drops a message that exceeds it alone", async () => {
    const body = Buffer.alloc(1_800_000);
    await polled.publish(
      ...["a", "b", "c"].map((messageId) => ({ messageId, body })),
      { messageId: "too large", body: Buffer.alloc(4_720_000) },
      { messageId: "d", body },
    );
    polled.poll({ batchingWindow: 1000 });
    await eventually("four are processed", () => polled.processed.length === 4);
    expect(await polled.left()).toBe(0);
    const batches = polled.events.map((event) =>
      Object.values(event.rmqMessagesByQueue).flatMap((messages) =>
        messages.map(({ basicProperties }) => basicProperties.messageId),
      ),
    );
    expect(batches).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  test("returns the whole batch after an error, then marked as redelivered", async () => {
    let failures = 1;
    polled.handle = () => {
      if (failures-- > 0) throw new Error("not now");
    };
    await polled.publishMany(3);
    polled.poll({ batchSize: 3 });
    await eventually("all are processed", () => polled.processed.length === 3);
    const shown = polled.messages.map(({ basicProperties, redelivered }) => [basicProperties.messageId, redelivered]);
    expect(shown).toEqual([...["1", "2", "3"].map((id) => [id, false]), ...["1", "2", "3"].map((id) => [id, true])]);
    expect(polled.reports.map(({ lastProcessingResult }) => lastProcessingResult)).toEqual([
      "PROBLEM: Function call failed",
      "OK",
    ]);
  });

  test("acknowledges what its filters leave out, and hands over the rest", async () => {
    await polled.publish(
      ...[0, 1, 2].map((timeout) => ({ messageId: String(timeout), body: JSON.stringify({ timeout }) })),
    );
    polled.poll({ filters: ['{"data":{"timeout":[{"numeric":[">",0]}]}}'] });
    await eventually("two are processed", () => polled.processed.length === 2);
    expect(polled.processed).toEqual(["1", "2"]);
    expect(await polled.left()).toBe(0);
  });

  test("stopped, finishes what the function has begun and returns the rest; started again, delivers it", async () => {
    await polled.publishMany(50);
    let release = () => {};
    polled.handle = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const poller = polled.poll({ batchSize: 10 });
    await eventually("the function runs", () => polled.events.length === 1);
    const stopped = poller.stop();
    release();
    await stopped;
    expect(polled.processed).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
    await eventually("the rest is back", async () => (await polled.ready()) === 40);
    polled.handle = () => {};
    polled.poll({ batchSize: 10 });
    await eventually("all are processed", () => polled.processed.length === 50);
    expect(new Set(polled.processed).size).toBe(50);
  });

  test("killed, acknowledges nothing more: what the function was given comes again", async () => {
    await polled.publishMany(5);
    let release = () => {};
    polled.handle = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const poller = polled.poll({ batchSize: 5 });
    await eventually("the function runs", () => polled.events.length === 1);
    poller.kill();
    release();
    await eventually("the messages are back", async () => (await polled.ready()) === 5);
    polled.handle = () => {};
    polled.poll({ batchSize: 5 });
    await eventually("they came again", () => polled.messages.length === 10);
    expect(await polled.left()).toBe(0);
    expect(polled.messages.slice(5).map(({ redelivered }) => redelivered)).toEqual(Array(5).fill(true));
  });

  test("goes on where a queue that was missing, or was deleted, is declared", async () => {
    await polled.deleteQueue();
    polled.poll();
    await eventually("it says so", () => polled.reports.length > 0);
    expect(polled.reports[0]).toEqual({ lastProcessingResult: CONNECTION_ERROR, assumed: true });
    await polled.declare();
    await polled.publish({ messageId: "first" });
    await eventually("it is processed", () => polled.processed.includes("first"));
    await polled.deleteQueue();
    await polled.declare();
    await polled.publish({ messageId: "second" });
    await eventually("it is processed", () => polled.processed.includes("second"));
  });

  test("goes on after its connection was closed, with what its secret holds by then", async () => {
    const username = `rotated-${polled.virtualHost.slice(-4)}`;
    await manage(server(), "PUT", ["users", username], { password: "first", tags: "" });
    const permissions = { configure: "^$", write: "^$", read: "^orders$" };
    await manage(server(), "PUT", ["permissions", polled.virtualHost, username], permissions);
    polled.secret = JSON.stringify({ username, password: "first" });
    polled.poll();
    await polled.publish({ messageId: "before" });
    await eventually("it is processed", () => polled.processed.includes("before"));
    await manage(server(), "PUT", ["users", username], { password: "second", tags: "" });
    polled.secret = JSON.stringify({ username, password: "second" });
    await manage(server(), "DELETE", ["connections", "username", username]);
    await polled.publish({ messageId: "after" });
    await eventually("it is processed", () => polled.processed.includes("after"));
  });

  test.each([
    {
      what: "a password that the broker refuses",
      change: async () => {
        polled.secret = JSON.stringify({ username: "administrator", password: "wrong" });
      },
      stopped: "EVENT_SOURCE_AUTHN_ERROR",
    },
    {
      what: "a secret without a value",
      change: async () => {
        polled.secret = undefined;
      },
      stopped: "EVENT_SOURCE_AUTHN_ERROR",
    },
    {
      what: "a secret of another form",
      change: async () => {
        polled.secret = '{"user":"a"}';
      },
      stopped: "EVENT_SOURCE_AUTHN_ERROR",
    },
    {
      what: "a user who may not read the queue",
      change: async () => {
        await manage(server(), "PUT", ["users", "stranger"], { password: "stranger", tags: "" });
        const permissions = { configure: "^$", write: "^$", read: "^$" };
        await manage(server(), "PUT", ["permissions", polled.virtualHost, "stranger"], permissions);
        polled.secret = JSON.stringify({ username: "stranger", password: "stranger" });
      },
      stopped: "EVENT_SOURCE_AUTHZ_ERROR",
    },
  ])("stops at $what, and says so", async ({ change, stopped }) => {
    await change();
    await polled.publishMany(1);
    polled.poll();
    await eventually("it says so", () => polled.reports.length > 0);
    await sleep(3 * QUICK.pauseBeforeConnecting);
    expect(polled.reports).toEqual([{ lastProcessingResult: CONNECTION_ERROR, stopped, assumed: true }]);
    expect([polled.events, await polled.ready()]).toEqual([[], 1]);
  });

  test("looks again for a virtual host that is missing", async () => {
    const virtualHost = `${polled.virtualHost}-later`;
    polled.poll({ virtualHost });
    await eventually("it says so", () => polled.reports.length > 1);
    expect(polled.reports[0]).toEqual({ lastProcessingResult: CONNECTION_ERROR, assumed: true });
    expect(polled.events).toEqual([]);
  });

  test("stops at filters that are none", async () => {
    await polled.publishMany(1);
    polled.poll({ filters: ['{"data":1}'] });
    await eventually("it says so", () => polled.reports.length > 0);
    expect(polled.reports).toEqual([
      { lastProcessingResult: CONNECTION_ERROR, stopped: "ESM_CONFIG_NOT_VALID", assumed: true },
    ]);
    expect(await polled.ready()).toBe(1);
  });
});

describeWithRabbitMq("a poison batch at a delivery limit of 3", { tls: true, eachSeries: true }, (server) => {
  const countsNack = () => server().version < "4.3";
  let polled: PolledQueue;
  beforeEach(async () => {
    polled = await PolledQueue.make(server(), 3);
    polled.handle = () => {
      throw new Error("poison");
    };
  });
  afterEach(async () => {
    await polled.stopAll();
    await closeConnections();
  });

  test("ends in the dead-letter queue when it is returned by reject", async () => {
    await polled.publishMany(6);
    polled.poll({ batchSize: 3 }, { ...QUICK, returnedBy: "reject" });
    await eventually("all are dead letters", async () => (await polled.ready(polled.deadLetterQueue)) === 6);
    expect(polled.messages).toHaveLength(6 * 4);
    expect(await polled.left()).toBe(0);
  });

  test("returned by nack: ends there where the series counts it, and comes again and again where it does not", async () => {
    await polled.publishMany(6);
    polled.poll({ batchSize: 3 }, { ...QUICK, returnedBy: "nack" });
    if (countsNack()) {
      await eventually("all are dead letters", async () => (await polled.ready(polled.deadLetterQueue)) === 6);
      expect(polled.messages).toHaveLength(6 * 4);
    } else {
      await eventually("it came more often than the limit allows", () => polled.messages.length > 6 * 8);
      expect(await polled.ready(polled.deadLetterQueue)).toBe(0);
    }
  });
});
