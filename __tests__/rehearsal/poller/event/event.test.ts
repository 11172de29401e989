import { EventWriter } from "../../../../rehearsal/poller/event/event";
import { javaDate } from "../../../../rehearsal/poller/event/java";
import { recordJson } from "../../../../rehearsal/poller/event/record";
import { consumed } from "../../../support/consumed-message";

const BROKER = "arn:aws:mq:us-west-2:111122223333:broker:pizzaBroker:b-9bcfa592-423a-4942-879d-eb284b418fc8";

const DOCUMENTED_DATA = "eyJ0aW1lb3V0IjowLCJkYXRhIjoiQ1pybWYwR3c4T3Y0YnFMUXhENEUifQ==";

/** https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
const DOCUMENTED = {
  eventSource: "aws:rmq",
  eventSourceArn: BROKER,
  rmqMessagesByQueue: {
    "pizzaQueue::/": [
      {
        basicProperties: {
          contentType: "text/plain",
          contentEncoding: null,
          headers: {
            header1: { bytes: [118, 97, 108, 117, 101, 49] },
            header2: { bytes: [118, 97, 108, 117, 101, 50] },
            numberInHeader: 10,
          },
          deliveryMode: 1,
          priority: 34,
          correlationId: null,
          replyTo: null,
          expiration: "60000",
          messageId: null,
          timestamp: "Jan 1, 1970, 12:33:41 AM",
          type: null,
          userId: "AIDACKCEVSQ6C2EXAMPLE",
          appId: null,
          clusterId: null,
          // AWS's example says 80, and shows a body of 43 bytes.
          bodySize: 43,
        },
        redelivered: false,
        data: DOCUMENTED_DATA,
      },
    ],
  },
};

function eventOf(...messages: Parameters<typeof recordJson>): unknown {
  const records = messages.map(recordJson).map((json) => ({ json, bytes: Buffer.byteLength(json) }));
  const writer = new EventWriter({ eventSourceArn: BROKER, virtualHost: "/", queue: "pizzaQueue" });
  return JSON.parse(writer.write(records).toString("utf8"));
}

test("the event is AWS's documented one, field by field, in its order", () => {
  const message = consumed({
    content: Buffer.from(DOCUMENTED_DATA, "base64"),
    contentType: "text/plain",
    headers: { header1: "value1", header2: "value2", numberInHeader: 10 },
    deliveryMode: 1,
    priority: 34,
    expiration: "60000",
    timestamp: 2021,
    userId: "AIDACKCEVSQ6C2EXAMPLE",
  });
  expect(JSON.stringify(eventOf(message))).toBe(JSON.stringify(DOCUMENTED));
});

test("what the publisher does not set is null, headers too, and a body may be empty", () => {
  expect(JSON.parse(recordJson(consumed({ redelivered: true })))).toEqual({
    basicProperties: {
      contentType: null,
      contentEncoding: null,
      headers: null,
      deliveryMode: null,
      priority: null,
      correlationId: null,
      replyTo: null,
      expiration: null,
      messageId: null,
      timestamp: null,
      type: null,
      userId: null,
      appId: null,
      clusterId: null,
      bodySize: 0,
    },
    redelivered: true,
    data: "",
  });
});

test("headers are written as Java writes their types", () => {
  const headers = {
    text: "Grüße",
    empty: "",
    bytes: Buffer.from([0, 127, 128, 255]),
    yes: true,
    nothing: null,
    date: { "!": "timestamp", value: 1_600_000_000 },
    decimal: { "!": "decimal", value: { digits: 150, places: 2 } },
    small: { "!": "decimal", value: { digits: 5, places: 3 } },
    table: { inner: "a" },
    list: ["a", 1, [false]],
    double: 0.5,
  };
  const { basicProperties } = JSON.parse(recordJson(consumed({ headers })));
  expect(basicProperties.headers).toEqual({
    text: { bytes: [71, 114, -61, -68, -61, -97, 101] },
    empty: { bytes: [] },
    bytes: [0, 127, -128, -1],
    yes: true,
    nothing: null,
    date: "Sep 13, 2020, 12:26:40 PM",
    decimal: 1.5,
    small: 0.005,
    table: { inner: { bytes: [97] } },
    list: [{ bytes: [97] }, 1, [false]],
    double: 0.5,
  });
});

test.each([
  [0, "Jan 1, 1970, 12:00:00 AM"],
  [43_199, "Jan 1, 1970, 11:59:59 AM"],
  [43_200, "Jan 1, 1970, 12:00:00 PM"],
  [1_735_689_599, "Dec 31, 2024, 11:59:59 PM"],
])("%d seconds are %s", (seconds, date) => {
  expect(javaDate(seconds)).toBe(date);
});

test("several messages, in more than ASCII, keep their order, and a queue's key takes its virtual host", () => {
  const records = ["é", "b", "😀"].map((messageId) => recordJson(consumed({ messageId })));
  const writer = new EventWriter({ eventSourceArn: BROKER, virtualHost: "ü/1", queue: 'a"b' });
  const event = writer.write(records.map((json) => ({ json, bytes: Buffer.byteLength(json) })));
  const { rmqMessagesByQueue } = JSON.parse(event.toString("utf8"));
  expect(Object.keys(rmqMessagesByQueue)).toEqual(['a"b::ü/1']);
  expect(
    rmqMessagesByQueue['a"b::ü/1'].map(
      ({ basicProperties }: { basicProperties: { messageId: string } }) => basicProperties.messageId,
    ),
  ).toEqual(["é", "b", "😀"]);
});

test("an event is as large as its overhead, its records and what separates them", () => {
  const writer = new EventWriter({ eventSourceArn: BROKER, virtualHost: "/", queue: "ä" });
  const records = ["{}", '{"é":1}'].map((json) => ({ json, bytes: Buffer.byteLength(json) }));
  expect(writer.write(records).length).toBe(writer.overhead + 2 + 1 + 8);
});
