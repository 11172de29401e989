import { isIP } from "node:net";
import { type ChannelModel, connect as connectTo } from "amqplib";
import type { BrokerEndpoint } from "../polling";
import type { Credentials } from "./credentials";

/** How long the broker may be silent while connecting, in milliseconds. */
const SILENCE_LIMIT = 10_000;

/** Seconds between signs of life: a broker that has gone is noticed after two of them. */
const HEARTBEAT = 10;

/**
 * Connects as a mapping's poller, and verifies the broker's certificate.
 *
 * @param name what the broker lists the connection as
 * @param signal breaks the connection, as a crash does
 * @throws Error of amqplib or Node's sockets
 */
export function connect(
  { amqps, authority }: BrokerEndpoint,
  virtualHost: string,
  credentials: Credentials,
  name: string,
  signal: AbortSignal,
): Promise<ChannelModel> {
  const url = new URL(amqps);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const options = {
    protocol: url.protocol.slice(0, -1),
    hostname,
    port: Number(url.port) || 5671,
    ...credentials,
    // amqplib decodes this as a part of a URL, in this form as well.
    vhost: encodeURIComponent(virtualHost),
    heartbeat: HEARTBEAT,
  };
  const socketOptions = {
    timeout: SILENCE_LIMIT,
    noDelay: true,
    ca: [Buffer.from(authority)],
    rejectUnauthorized: true,
    clientProperties: { connection_name: name },
    signal,
    ...(isIP(hostname) === 0 && { servername: hostname }),
  };
  return connectTo(options, socketOptions);
}
