/** A queue's full name. */
export interface QueueName {
  readonly queue: string;
  readonly virtualHost: string;
}

/**
 * Takes a key of `rmqMessagesByQueue` apart. Both names may hold `::` and Lambda escapes nothing, so that `a::b::c` can
 * mean two things. The last `::` is taken for the separator: queue names hold `::` more often than virtual hosts.
 *
 * @param key `<queue>::<virtual host>`
 */
export function splitQueueKey(key: string): QueueName {
  const separator = key.lastIndexOf("::");
  return separator === -1
    ? { queue: key, virtualHost: "/" }
    : { queue: key.slice(0, separator), virtualHost: key.slice(separator + 2) };
}
