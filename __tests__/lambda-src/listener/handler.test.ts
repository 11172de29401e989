import { gzipSync } from "node:zlib";
import { handler } from "../../../lambda-src/listener";
import { processMessage } from "../../../lambda-src/listener/process-message";
import type { ReceivedMessage } from "../../../lambda-src/listener/received-message";
import { setEnvironment } from "../../support/environment";
import { failureOf } from "../../support/failure-of";
import { lambdaContext } from "../../support/lambda-context";
import { catchLogLines } from "../../support/log-lines";
import { type MessageChanges, rabbitMqEvent, rabbitMqMessage } from "../../support/rabbitmq-events";

jest.mock("../../../lambda-src/listener/process-message");
const userCode = jest.mocked(processMessage);
beforeEach(() => userCode.mockReset());

setEnvironment(() => ({ LOG_BODIES: undefined, UNDECODABLE_MESSAGES: undefined }));
const logLines = catchLogLines();

const context = lambdaContext();
const received = () => userCode.mock.calls.map(([message]) => message);

function receive(...messages: MessageChanges[]) {
  return handler(rabbitMqEvent({ "orders::/": messages.map(rabbitMqMessage) }), context);
}

const undecodable = { messageId: "bad", contentType: "application/json", body: "secret" };

describe("a batch", () => {
  test("gives each message to the user's code, decoded, in order", async () => {
    const first = {
      messageId: "m-1",
      contentType: "application/json",
      body: '{"order":1}',
      headers: { tenant: { bytes: [97] }, attempts: 3 },
      timestamp: "Jan 1, 1970, 12:33:41\u202fAM",
      expiration: "60000",
      deliveryMode: 2,
      correlationId: "c-1",
    };
    await expect(receive(first, { messageId: "m-2", redelivered: true })).resolves.toEqual({
      processed: 2,
      duplicates: 0,
      setAside: 0,
    });
    expect(received()).toEqual<ReceivedMessage[]>([
      {
        queue: "orders",
        virtualHost: "/",
        redelivered: false,
        properties: {
          contentType: "application/json",
          contentEncoding: null,
          deliveryMode: 2,
          priority: null,
          correlationId: "c-1",
          replyTo: null,
          expiration: 60_000,
          messageId: "m-1",
          timestamp: new Date("1970-01-01T00:33:41Z"),
          type: null,
          userId: null,
          appId: null,
        },
        headers: { tenant: "a", attempts: 3 },
        body: { kind: "json", value: { order: 1 } },
        raw: Buffer.from('{"order":1}'),
        size: 11,
      },
      expect.objectContaining({ redelivered: true, body: { kind: "text", text: "hello" }, size: 5 }),
    ]);
    expect(userCode.mock.calls[0]?.[1]).toBe(context);
  });

  test("waits for one message before it starts the next", async () => {
    const steps: string[] = [];
    userCode.mockImplementation(async ({ properties }) => {
      steps.push(`start ${properties.messageId}`);
      await new Promise(setImmediate);
      steps.push(`end ${properties.messageId}`);
    });
    await receive({ messageId: "m-1" }, { messageId: "m-2" });
    expect(steps).toEqual(["start m-1", "end m-1", "start m-2", "end m-2"]);
  });

  test("skips redelivered copies, and says so", async () => {
    await expect(receive({ messageId: "m-1" }, { messageId: "m-1", redelivered: true })).resolves.toEqual({
      processed: 1,
      duplicates: 1,
      setAside: 0,
    });
    expect(received()).toHaveLength(1);
    expect(logLines().map(({ message }) => message)).toEqual(["Message received", "Duplicate skipped"]);
  });

  test("may be empty", async () => {
    await expect(handler(rabbitMqEvent({}), context)).resolves.toEqual({ processed: 0, duplicates: 0, setAside: 0 });
  });
});

describe("the log", () => {
  const message = { messageId: "m-1", correlationId: "c-1", body: "secret", redelivered: true };

  test("has one line a message, without its body", async () => {
    await receive(message);
    expect(logLines()).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        level: "INFO",
        message: "Message received",
        requestId: context.awsRequestId,
        queue: "orders",
        virtualHost: "/",
        messageId: "m-1",
        correlationId: "c-1",
        size: 6,
        redelivered: true,
      },
    ]);
  });

  test.each<[string, MessageChanges, unknown]>([
    ["text", { body: "hello" }, "hello"],
    ["JSON", { body: '{"a":1}', contentType: "application/json" }, { a: 1 }],
    [
      "JSON with a number beyond 53 bits, as text",
      { body: '{"a":9007199254740993}', contentType: "application/json" },
      { a: "9007199254740993" },
    ],
    ["bytes, in base64", { body: "hello", contentType: "application/octet-stream" }, "aGVsbG8="],
  ])("has bodies when told so: %s", async (_, changes, expected) => {
    process.env.LOG_BODIES = "true";
    await receive(changes);
    expect(logLines()[0]?.body).toEqual(expected);
  });
});

describe("a message that cannot be decoded", () => {
  test("fails the batch, is named, and leaves the others unprocessed", async () => {
    const error = await failureOf(receive({ messageId: "good" }, undecodable, { ...undecodable, messageId: null }));
    expect(error.name).toBe("UndecodableMessages");
    expect(error.message).toBe(
      [
        "2 messages could not be decoded, so nothing of this batch was processed:",
        'message "bad", number 2 from queue "orders" in virtual host "/": its body is not JSON, which its content type says',
        'a message without an id, number 3 from queue "orders" in virtual host "/": its body is not JSON, which its content type says',
      ].join("\n"),
    );
    expect(error.stack).not.toContain("    at ");
    expect(received()).toEqual([]);
  });

  test("is set aside when the settings say so, and reported", async () => {
    process.env.UNDECODABLE_MESSAGES = "set-aside";
    await expect(receive(undecodable, { messageId: "good" })).resolves.toEqual({
      processed: 1,
      duplicates: 0,
      setAside: 1,
    });
    expect(received().map(({ properties }) => properties.messageId)).toEqual(["good"]);
    expect(logLines()[0]).toMatchObject({
      level: "ERROR",
      message: "Message cannot be decoded: set aside",
      messageId: "bad",
      queue: "orders",
      reason: "its body is not JSON, which its content type says",
    });
  });

  test.each(["fail", "set-aside", "hand-over"])("never shows its body: %s", async (setting) => {
    process.env.UNDECODABLE_MESSAGES = setting;
    process.env.LOG_BODIES = "true";
    const outcome = await receive(undecodable).catch((error: Error) => error.message + error.stack);
    expect(JSON.stringify([outcome, logLines()])).not.toContain("secret");
  });
});

describe("a message whose encoding is not known", () => {
  const body = Buffer.from([1, 2, 0xff]);
  const unknown = { messageId: "odd", contentType: "application/json", contentEncoding: "lz4", body };
  const good = { messageId: "good", contentType: "application/json", body: '{"order":1}' };
  const reason = 'its content encoding "lz4" is not known';

  test("is handed over as it came, marked, beside the good ones of its batch", async () => {
    await expect(receive(good, unknown, { messageId: "last" })).resolves.toEqual({
      processed: 3,
      duplicates: 0,
      setAside: 0,
    });
    expect(received()).toMatchObject([
      { properties: { messageId: "good" }, body: { kind: "json", value: { order: 1 } } },
      {
        properties: { messageId: "odd", contentEncoding: "lz4" },
        body: { kind: "undecoded", bytes: body, reason, encodingUnknown: true },
        raw: body,
      },
      { properties: { messageId: "last" }, body: { kind: "text", text: "hello" } },
    ]);
    expect(logLines()[1]).toMatchObject({
      level: "WARN",
      message: "Message cannot be decoded: handed over as it came",
      messageId: "odd",
      reason,
    });
  });

  test("so is one whose character set is not known", async () => {
    await receive({ contentType: "text/plain; charset=nonsense" });
    expect(received()).toMatchObject([
      { body: { kind: "undecoded", bytes: Buffer.from("hello"), reason: 'its character set "nonsense" is not known' } },
    ]);
  });

  test("does not excuse one whose data is broken", async () => {
    await expect(receive(unknown, undecodable)).rejects.toThrow(
      '1 message could not be decoded, so nothing of this batch was processed:\nmessage "bad", number 2',
    );
    expect(received()).toEqual([]);
  });

  test("fails its batch when the settings say so", async () => {
    process.env.UNDECODABLE_MESSAGES = "fail";
    await expect(receive(good, unknown)).rejects.toThrow(
      `message "odd", number 2 from queue "orders" in virtual host "/": ${reason}`,
    );
  });

  test("is set aside when the settings say so", async () => {
    process.env.UNDECODABLE_MESSAGES = "set-aside";
    await expect(receive(good, unknown)).resolves.toEqual({ processed: 1, duplicates: 0, setAside: 1 });
  });
});

describe("when the settings say hand-over", () => {
  beforeEach(() => {
    process.env.UNDECODABLE_MESSAGES = "hand-over";
  });

  test("a message whose data is broken is handed over too", async () => {
    await expect(receive(undecodable)).resolves.toEqual({ processed: 1, duplicates: 0, setAside: 0 });
    expect(received()).toMatchObject([
      {
        body: {
          kind: "undecoded",
          bytes: Buffer.from("secret"),
          reason: "its body is not JSON, which its content type says",
          encodingUnknown: false,
        },
      },
    ]);
  });

  test.each(["not base64!", "YWJj\nYWJj", "YQ=a"])("so is an event's data that is not base64: %j", async (data) => {
    await handler(rabbitMqEvent({ "orders::/": [{ ...rabbitMqMessage(), data }] }), context);
    expect(received()).toMatchObject([{ body: { kind: "undecoded", reason: "its data is not base64" } }]);
  });

  test.each(["YQ==", "YQ", ""])("%j is base64", async (data) => {
    await handler(rabbitMqEvent({ "orders::/": [{ ...rabbitMqMessage(), data }] }), context);
    expect(received()).toMatchObject([{ body: { kind: "text" } }]);
  });
});

test("the bytes as they were published are always beside what became of them", async () => {
  const compressed = gzipSync('{"id":9007199254740993}');
  await receive({ contentType: "application/json", contentEncoding: "gzip", body: compressed });
  expect(received()).toMatchObject([{ body: { kind: "json", value: { id: 9007199254740993n } }, raw: compressed }]);
});

describe("a message that the user's code fails on", () => {
  test("fails the batch, is named, and the others are processed all the same", async () => {
    userCode.mockImplementation(async ({ properties }) => {
      if (properties.messageId === "m-2") throw new Error("no stock");
    });
    await expect(receive({ messageId: "m-1" }, { messageId: "m-2" }, { messageId: "m-3" })).rejects.toThrow(
      '1 message could not be processed:\nmessage "m-2", number 2 from queue "orders" in virtual host "/": no stock',
    );
    expect(received()).toHaveLength(3);
    expect(logLines().at(-1)).toMatchObject({
      level: "ERROR",
      message: "Message could not be processed",
      messageId: "m-2",
      reason: "no stock",
      stack: expect.stringContaining("handler.test.ts"),
    });
  });

  test("may throw what is not an error", async () => {
    userCode.mockRejectedValue("no stock");
    await expect(receive({ messageId: "m-1" })).rejects.toThrow("no stock");
  });
});

describe("mistakes", () => {
  test("settings: all at once", async () => {
    process.env.LOG_BODIES = "yes";
    process.env.UNDECODABLE_MESSAGES = "ignore";
    await expect(receive()).rejects.toThrow(
      'LOG_BODIES is "yes": it must be "true" or "false".\nUNDECODABLE_MESSAGES is "ignore": it must be "fail", "set-aside" or "hand-over".',
    );
  });

  test.each([{}, null, { eventSource: "aws:sqs", Records: [] }])("an event from elsewhere: %j", async (event) => {
    await expect(handler(event as never, context)).rejects.toThrow(
      /^The event's eventSource is .*: this function takes/,
    );
  });
});
