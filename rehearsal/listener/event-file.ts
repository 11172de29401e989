import type { Options } from "amqplib";

/** A message to publish. */
export interface ExampleMessage {
  readonly body: Buffer;
  readonly properties: Options.Publish;
}

/** What is published where nobody says what. */
export const ANY_MESSAGE: ExampleMessage = {
  body: Buffer.from('{"text":"A test message"}'),
  properties: { contentType: "application/json", persistent: true },
};

/** What an event of Lambda's holds of a message. */
interface RecordedMessage {
  readonly basicProperties?: Readonly<Record<string, unknown>> | null;
  readonly data?: unknown;
}

/**
 * Reads example messages: those of a whole event, as Lambda hands it over (`rmqMessagesByQueue`), or else the text itself as the body of
 * one. `redelivered` is what the broker says of a message, so that an event's own is left out.
 *
 * @throws Error whose message says what is wrong, where an event's message has no body in base64
 */
export function readMessages(text: string): readonly ExampleMessage[] {
  const json = parse(text);
  const byQueue = (
    json as { readonly rmqMessagesByQueue?: Readonly<Record<string, readonly RecordedMessage[]>> } | null
  )?.rmqMessagesByQueue;
  if (byQueue === undefined) {
    const contentType = json === undefined ? "text/plain" : "application/json";
    return [{ body: Buffer.from(text), properties: { contentType, persistent: true } }];
  }
  return Object.entries(byQueue).flatMap(([queue, messages]) =>
    messages.map((message, index) => messageOf(message, `${queue}[${index}]`)),
  );
}

function messageOf({ data, basicProperties }: RecordedMessage, where: string): ExampleMessage {
  if (typeof data !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) {
    throw new Error(`the message ${where} has no data in base64`);
  }
  const {
    headers,
    timestamp,
    deliveryMode,
    bodySize: _,
    clusterId: __,
    userId: ___,
    ...others
  } = basicProperties ?? {};
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
  const seconds = Math.floor(Date.parse(`${String(timestamp).replaceAll(/[\u00a0\u202f]/g, " ")} UTC`) / 1000);
  return {
    body: Buffer.from(data, "base64"),
    properties: {
      ...given,
      persistent: deliveryMode !== 1,
      ...(Number.isNaN(seconds) ? {} : { timestamp: seconds }),
      ...(headers === null || headers === undefined ? {} : { headers: headerValue(headers) }),
    },
  };
}

/** Texts are shown as their bytes. */
function headerValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(headerValue);
  if (value === null || typeof value !== "object") return value;
  const { bytes, ...others } = value as { readonly bytes?: unknown };
  if (Array.isArray(bytes) && Object.keys(others).length === 0) return Buffer.from(bytes).toString("utf8");
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, headerValue(inner)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
