/** What an event source mapping asks of its poller. */
export interface Polling {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly virtualHost: string;
  readonly queue: string;
  /** The secret with the RabbitMQ user to poll as. */
  readonly secretArn: string;
  /** Messages, 1 to 10,000. */
  readonly batchSize: number;
  /** Milliseconds, 0 to 300,000. */
  readonly batchingWindow: number;
  /** Patterns in JSON; empty: every message passes. */
  readonly filters: readonly string[];
}

/** Where a broker listens, and whom to trust. */
export interface BrokerEndpoint {
  /** Such as `amqps://127.0.0.2:5671`. */
  readonly amqps: string;
  /** The authority of its certificate, in PEM form. */
  readonly authority: string;
}

/** How an invocation ended: the error is Lambda's `errorType` and `errorMessage`. */
export interface InvocationOutcome {
  readonly error: { readonly type: string; readonly message: string } | null;
}

/** The words that `GetEventSourceMapping` shows. */
export interface PollingReport {
  readonly lastProcessingResult: string;
  /**
   * Set when the poller has stopped for good: `StateTransitionReason`.
   *
   * @default the poller goes on
   */
  readonly stopped?: string;
  /** Whether no source is known for AWS showing this very text: then whoever prints it says so. */
  readonly assumed: boolean;
}

/** What surrounds a poller: the emulated account. */
export interface PollerSurroundings {
  /** Asked at each connection: a broker may have been restarted. @throws Error when the broker is gone */
  broker(): Promise<BrokerEndpoint>;
  /** The secret's text as it is now; undefined where there is none. */
  secret(arn: string): Promise<string | undefined>;
  /**
   * Invokes the mapping's function with an event, as JSON. Calls that come while an earlier one runs wait their turn: the
   * function runs one at a time, and answers come in the order of the calls. Rejects only when there is no such function.
   */
  invoke(event: Uint8Array): Promise<InvocationOutcome>;
  /** Notes what the API shows from now on. */
  report(report: PollingReport): void;
  /** Notes the message ids of a batch that the function has processed; null for a message without one. */
  processed(messageIds: readonly (string | null)[]): void;
  /** Notes a message that the filters drop: it is acknowledged, and nobody gets it. */
  filteredOut?(): void;
}

/** A poller at work. */
export interface Poller {
  /** Ends as a disabled or deleted mapping does: what the function runs now is finished and acknowledged, all else goes back. */
  stop(): Promise<void>;
  /** Ends as a crash does: the connection breaks, and nothing is acknowledged any more. */
  kill(): void;
}

/** Starts to poll. Never throws: what goes wrong is reported, and tried again unless it is final. */
export type StartPoller = (polling: Polling, surroundings: PollerSurroundings) => Poller;
