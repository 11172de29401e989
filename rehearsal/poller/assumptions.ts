/** What AWS documents nowhere of its poller, and this one has to do somehow. */
export interface Assumptions {
  /**
   * How a failed batch goes back. From RabbitMQ 4.3 on `nack` does not count towards a queue's delivery limit, so that a poison
   * batch comes back for ever; `reject` counts in every series.
   *
   * @see https://www.rabbitmq.com/docs/nack
   */
  readonly returnedBy: "reject" | "nack";
  /** Milliseconds from a failed invocation to the next one. */
  readonly pauseAfterError: number;
  /** Milliseconds from a lost or refused connection to the next attempt. */
  readonly pauseBeforeConnecting: number;
  /** How many batches the broker may send ahead: its prefetch, at most 65,535 messages. */
  readonly batchesAhead: number;
}

/** What is assumed unless somebody says otherwise. */
export const ASSUMPTIONS: Assumptions = {
  returnedBy: "reject",
  pauseAfterError: 1_000,
  pauseBeforeConnecting: 1_000,
  batchesAhead: 2,
};

/** Says what was assumed, a sentence each, for whoever reads the summary of a rehearsal. */
export function inSentences(assumed: Assumptions): readonly string[] {
  const { returnedBy, pauseAfterError, pauseBeforeConnecting, batchesAhead } = assumed;
  return [
    `A failed batch goes back to the queue by ${returnedBy}${returnedBy === "nack" ? ", which RabbitMQ 4.3 does not count towards the delivery limit" : ", which counts towards the delivery limit"}.`,
    `After a failed invocation the poller waits ${pauseAfterError} ms, after a lost connection ${pauseBeforeConnecting} ms.`,
    `The broker sends up to ${batchesAhead} batches ahead.`,
    "The secret is read again at each connection.",
    "A login or permission that the broker refuses stops the poller until the mapping is updated or enabled again; a queue or virtual host that is missing is looked for again.",
    "A mapping that is disabled finishes and acknowledges what the function has begun; all else goes back to the queue.",
    "A message over 6 MB is acknowledged without being processed.",
  ];
}
