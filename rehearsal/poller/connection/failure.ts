/** Why a poller cannot poll, as far as RabbitMQ and Node tell. */
export type FailureKind =
  /** The broker does not answer, or what answers has another certificate, or the connection was lost. */
  | "unreachable"
  /** The secret has no user name and password. */
  | "no-credentials"
  /** The broker does not accept them. */
  | "authentication"
  /** The user may not read the queue. */
  | "authorization"
  /** The virtual host does not exist, or is closed to the user: amqplib does not say which. */
  | "virtual-host"
  /** The queue does not exist, or was deleted. */
  | "queue";

/** A poller's end, for now or for good. */
export class PollingFailure extends Error {
  override readonly name = "PollingFailure";

  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}

/** By what RabbitMQ's answers say, as amqplib passes them on. */
const SIGNS: readonly (readonly [RegExp, FailureKind])[] = [
  [/Handshake terminated by server: 403/, "authentication"],
  // amqplib's words for a refused virtual host: they leave out RabbitMQ's own.
  [/Expected ConnectionOpenOk/, "virtual-host"],
  [/404 \(NOT-FOUND\)|NOT_FOUND - no queue/, "queue"],
  [/403 \(ACCESS-REFUSED\)|ACCESS_REFUSED/, "authorization"],
];

/** @param error of amqplib, or of Node's sockets */
export function failureOf(error: unknown): PollingFailure {
  if (error instanceof PollingFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const kind = SIGNS.find(([sign]) => sign.test(message))?.[1] ?? "unreachable";
  return new PollingFailure(kind, message);
}
