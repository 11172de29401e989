import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "../../rehearsal/brokers/certificates";
import { freePorts } from "../../rehearsal/brokers/ports";
import type { RabbitMqSource } from "../../rehearsal/brokers/sources";

/** A server that answers. */
export interface RabbitMqServer {
  /** Such as `4.3.6`. */
  readonly version: string;
  /** Without credentials. */
  readonly amqpUrl: string;
  readonly managementUrl: string;
  readonly administrator: { readonly username: string; readonly password: string };
  /** Null for a server that is not ours: whom its certificate is from, nobody told us. */
  readonly tls: {
    readonly amqpsUrl: string;
    readonly managementUrl: string;
    /** The file that clients must trust. */
    readonly authority: string;
  } | null;
  /** Null for a server that is not ours. */
  readonly power: {
    /** Ends it as a power cut does. */
    kill(): Promise<void>;
    /** Starts it again, with the data that it has. */
    start(): Promise<void>;
  } | null;
  stop(): Promise<void>;
}

/** The administrator of every server that the tests start. */
const ADMINISTRATOR = { username: "administrator", password: "throwaway-administrator-password" } as const;

/** Starts a server that is known as `localhost`, with plain listeners too, and waits until it answers. */
export async function startServer(source: RabbitMqSource): Promise<RabbitMqServer> {
  const folder = mkdtempSync(join(tmpdir(), "rabbitmq-"));
  const [amqp = 0, amqps = 0, http = 0, https = 0] = await freePorts(4);
  const authority = Authority.make(join(folder, "authority"));
  const server = source.server(
    {
      name: `test-${amqp}`,
      user: ADMINISTRATOR,
      authority,
      certificateNames: ["DNS:localhost"],
      address: "127.0.0.1",
      ports: { amqp, amqps, http, https },
      configuration: [],
    },
    join(folder, "server"),
  );
  const stop = async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await server.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    version: server.version,
    amqpUrl: `amqp://127.0.0.1:${amqp}`,
    managementUrl: `http://127.0.0.1:${http}`,
    administrator: ADMINISTRATOR,
    tls: { amqpsUrl: server.amqps, managementUrl: server.access.url, authority: authority.file },
    power: server,
    stop,
  };
}

/** The server that `RABBITMQ_URL` names; undefined where it names none. */
export function givenServer(): { readonly name: string; start(): Promise<RabbitMqServer> } | undefined {
  const given = process.env.RABBITMQ_URL;
  if (!given) return undefined;
  const { protocol, host, hostname, username, password } = new URL(given);
  const amqpUrl = `${protocol}//${host}`;
  const managementUrl = process.env.RABBITMQ_MANAGEMENT_URL || `http://${hostname}:15672`;
  const administrator = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  const start = async (): Promise<RabbitMqServer> => {
    const version = await versionOf(managementUrl, administrator);
    if (!version.startsWith("4.")) throw new Error(`RABBITMQ_URL names a RabbitMQ ${version}: the tests need a 4.`);
    return { version, amqpUrl, managementUrl, administrator, tls: null, power: null, stop: async () => {} };
  };
  return { name: "RABBITMQ_URL", start };
}

async function versionOf(managementUrl: string, { username, password }: RabbitMqServer["administrator"]) {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const response = await fetch(new URL("/api/overview", managementUrl), { headers: { authorization } });
  if (!response.ok) throw new Error(`${managementUrl} gave ${response.status}`);
  return ((await response.json()) as { rabbitmq_version: string }).rabbitmq_version;
}
