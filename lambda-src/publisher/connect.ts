import { isIP } from "node:net";
import { type ChannelModel, connect } from "amqplib";
import { ExplainedError } from "../shared/explained-error";
import type { RabbitMqCredentials } from "../shared/rabbitmq-credentials";
import { withoutFullStop } from "../shared/without-full-stop";
import type { PublisherSettings } from "./settings";

/** How long the broker may be silent while connecting, in milliseconds. */
const SILENCE_LIMIT = 10_000;

/** Seconds between signs of life: a broker that has gone is noticed after two of them. */
const HEARTBEAT = 10;

/** What to do about a failure, by what Node or RabbitMQ says in it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/certificate|altname|self.signed|CERT/i, "Nothing was sent. Check that the endpoint is the broker's own name."],
  [/ENOTFOUND|EAI_AGAIN/, "The name does not resolve here: the VPC needs DNS support and DNS host names."],
  [
    /ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH/,
    "The broker's security group must admit this function on the port.",
  ],
  [/ACCESS.REFUSED|403/, "The broker does not accept the user or the password in the secret."],
  // amqplib's words for a refused virtual host.
  [
    /Expected ConnectionOpenOk/,
    "The virtual host does not exist, or is closed to this user: the topology function opens it.",
  ],
];

/**
 * Connects over AMQPS, or AMQP on loopback. The certificate is verified, against the broker's host name.
 *
 * @param time how much time there is, in milliseconds
 * @throws ExplainedError with a remedy
 */
export async function connectToBroker(
  { endpoint, virtualHost }: PublisherSettings,
  { username, password }: RabbitMqCredentials,
  time: number,
): Promise<ChannelModel> {
  const hostname = endpoint.hostname.replace(/^\[|\]$/g, "");
  const options = {
    protocol: endpoint.protocol.slice(0, -1),
    hostname,
    port: Number(endpoint.port) || (endpoint.protocol === "amqps:" ? 5671 : 5672),
    username,
    password,
    // amqplib decodes this as a part of a URL, in this form as well.
    vhost: encodeURIComponent(virtualHost),
    heartbeat: HEARTBEAT,
  };
  const socketOptions = {
    timeout: Math.min(SILENCE_LIMIT, time),
    // NODE_TLS_REJECT_UNAUTHORIZED must not weaken this.
    rejectUnauthorized: true,
    ...(isIP(hostname) === 0 && { servername: hostname }),
  };
  try {
    return await connect(options, socketOptions);
  } catch (error) {
    const reason = describe(error as NodeJS.ErrnoException);
    const remedy = REMEDIES.find(([pattern]) => pattern.test(reason))?.[1] ?? "";
    throw new ExplainedError(
      "BrokerUnreachable",
      `Cannot connect to ${endpoint.protocol}//${endpoint.host} as ${JSON.stringify(username)}, virtual host ` +
        `${JSON.stringify(virtualHost)}: ${withoutFullStop(reason)}. ${remedy}`.trimEnd(),
    );
  }
}

function describe({ code, message }: NodeJS.ErrnoException): string {
  return code === undefined || message.includes(String(code)) ? message : `${code}: ${message}`;
}
