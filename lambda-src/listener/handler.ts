import { ExplainedError } from "../shared/explained-error";
import type { LambdaContext } from "../shared/lambda-context";
import { logLine } from "../shared/log-line";
import type { DecodedBody } from "./decode-body";
import { type Delivery, deliveriesOf, describeDelivery } from "./deliveries";
import { duplicatesAmong } from "./duplicates";
import type { RabbitMqEvent } from "./rabbitmq-event";
import { type ReceivedMessage, receive } from "./received-message";
import { readSettings } from "./settings";

/** What became of a batch. */
export interface BatchSummary {
  readonly processed: number;
  /** Redelivered copies of messages that are in the batch as well. */
  readonly duplicates: number;
  /** Messages that could not be decoded and were skipped. */
  readonly setAside: number;
}

/** How the log names what becomes of a message that cannot be decoded. */
const OUTCOMES = { fail: "fails the batch", "set-aside": "set aside", "hand-over": "handed over as it came" } as const;

/** What Lambda calls. */
export type ListenerHandler = (event: RabbitMqEvent, context: LambdaContext) => Promise<BatchSummary>;

/** What to do with one message. Throwing fails its batch. */
export type ProcessMessage = (message: ReceivedMessage, context: LambdaContext) => Promise<void>;

/**
 * Makes the function that receives a batch from RabbitMQ, decodes it, and gives each message to `processMessage`, in order.
 *
 * A RabbitMQ mapping cannot report single messages as failed: a batch succeeds or fails as a whole. When a message fails
 * because it cannot be decoded, nothing of the batch is processed: it would fail in the same way each time, and
 * repeat the others' work each time.
 *
 * @returns what throws an ExplainedError that names each message that could not be decoded or processed
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function listenerHandler(processMessage: ProcessMessage): ListenerHandler {
  return async (event, context) => {
    const { logBodies, undecodableMessages } = readSettings(process.env);
    const requestId = context.awsRequestId;
    const deliveries = deliveriesOf(event);
    const duplicates = duplicatesAmong(deliveries);

    const received: [Delivery, ReceivedMessage][] = [];
    const failing: string[] = [];
    let setAside = 0;
    for (const delivery of deliveries) {
      const fields = { requestId, ...logFields(delivery) };
      if (duplicates.has(delivery)) {
        logLine("INFO", "Duplicate skipped", fields);
        continue;
      }
      const message = receive(delivery);
      const { body } = message;
      if (body.kind !== "undecoded") {
        received.push([delivery, message]);
        logLine("INFO", "Message received", logBodies ? { ...fields, body: loggable(body) } : fields);
        continue;
      }
      const outcome = undecodableMessages ?? (body.encodingUnknown ? "hand-over" : "fail");
      const level = outcome === "hand-over" ? "WARN" : "ERROR";
      logLine(level, `Message cannot be decoded: ${OUTCOMES[outcome]}`, { ...fields, reason: body.reason });
      if (outcome === "hand-over") received.push([delivery, message]);
      else if (outcome === "fail") failing.push(`${describeDelivery(delivery)}: ${body.reason}`);
      else setAside += 1;
    }
    if (failing.length > 0) {
      throw failure("UndecodableMessages", "could not be decoded, so nothing of this batch was processed", failing);
    }

    const failed: string[] = [];
    for (const [delivery, message] of received) {
      try {
        await processMessage(message, context);
      } catch (error) {
        const { message: reason, stack } = error instanceof Error ? error : new Error(String(error));
        failed.push(`${describeDelivery(delivery)}: ${reason}`);
        logLine("ERROR", "Message could not be processed", { requestId, ...logFields(delivery), reason, stack });
      }
    }
    if (failed.length > 0) throw failure("UnprocessedMessages", "could not be processed", failed);
    return { processed: received.length, duplicates: duplicates.size, setAside };
  };
}

function failure(name: string, what: string, messages: readonly string[]): ExplainedError {
  const count = `${messages.length} ${messages.length === 1 ? "message" : "messages"}`;
  return new ExplainedError(name, [`${count} ${what}:`, ...messages].join("\n"));
}

function logFields({ message, queue, virtualHost }: Delivery): Record<string, unknown> {
  const { messageId, correlationId, bodySize } = message.basicProperties;
  return { queue, virtualHost, messageId, correlationId, size: bodySize, redelivered: message.redelivered };
}

function loggable(body: DecodedBody): unknown {
  switch (body.kind) {
    case "json":
      return body.value;
    case "text":
      return body.text;
    case "binary":
      return body.bytes.toString("base64");
  }
}
