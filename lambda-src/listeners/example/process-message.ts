import type { ReceivedMessage } from "../../listener/received-message";
import type { LambdaContext } from "../../shared/lambda-context";

/**
 * YOUR CODE GOES HERE: what to do with one message. As it stands, messages are received, logged, and acknowledged.
 *
 * - Returning acknowledges the message, once the whole batch has been processed.
 * - Throwing fails the batch. Its other messages are still processed, and then the whole batch is delivered again: each
 *   message once more, up to the queue's delivery limit, then to the dead-letter queue.
 * - So a message can come more than once: use `message.properties.messageId` to do its work once only.
 *
 * @param message `body.kind` says whether it holds a JSON `value`, a `text` or `bytes`, or could not be decoded; `raw` is the
 *   body as it was published
 * @param context the invocation, shared by all messages of a batch
 */
export async function processMessage(message: ReceivedMessage, context: LambdaContext): Promise<void> {
  void message;
  void context;
}
