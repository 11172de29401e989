/**
 * The name of both the exchange and the queue for messages that the queue gives up: `<queue>.dead-letter`. Exchanges and
 * queues have names of their own.
 */
export function deadLetterName(queue: string): string {
  return `${queue}.dead-letter`;
}
