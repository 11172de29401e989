import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ADMINISTRATOR, type RabbitMqPorts, writeConfiguration } from "./rabbitmq-configuration";

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
  stop(): Promise<void>;
}

/** How to start a server: where its folders are, and what command runs it. */
export interface Launch {
  /** The folder for its configuration, as this process sees it; removed in the end. */
  readonly folder: string;
  /** The same folder as the server sees it. */
  readonly inside: string;
  /** Where the server keeps its data, as it sees it. */
  readonly data: string;
  /** Where the server listens, as it sees it. */
  readonly address: string;
  /** The ports that the server listens on, as it sees them, when they are not free ports of this machine. */
  readonly portsInside?: RabbitMqPorts;
  /** The command, its arguments and its environment. It must end when its standard input does. */
  command(env: Readonly<Record<string, string>>, ports: RabbitMqPorts): readonly [string, ...string[]];
}

/** A shell script that runs a server until standard input ends, so that it does not outlive the tests. */
export function untilInputEnds(server: string, end = ":"): string {
  return `${server} & cat >/dev/null; ${end}`;
}

/** How long a server may take to come up, in milliseconds, an image's download included. */
const START_LIMIT = 300_000;

/** How long a server may take to end, in milliseconds. */
const STOP_LIMIT = 15_000;

/** Starts a server with its own ports and data, and waits until it answers. */
export async function startServer(launch: Launch): Promise<RabbitMqServer> {
  const [amqp = 0, amqps = 0, http = 0, https = 0, distribution = 0, epmd = 0] = await freePorts(6);
  const ports = { amqp, amqps, http, https };
  const { certificates, env } = writeConfiguration(
    launch.folder,
    launch.inside,
    launch.data,
    launch.address,
    launch.portsInside ?? ports,
  );
  const [command, ...args] = launch.command(
    { ...env, RABBITMQ_DIST_PORT: String(distribution), ERL_EPMD_PORT: String(epmd), ERL_EPMD_ADDRESS: "127.0.0.1" },
    ports,
  );
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  const stop = async () => {
    await stopProcess(child);
    rmSync(launch.folder, { recursive: true, force: true });
  };
  const managementUrl = `http://127.0.0.1:${http}`;
  try {
    return {
      version: await answering(managementUrl, child),
      amqpUrl: `amqp://127.0.0.1:${amqp}`,
      managementUrl,
      administrator: ADMINISTRATOR,
      tls: {
        amqpsUrl: `amqps://localhost:${amqps}`,
        managementUrl: `https://localhost:${https}`,
        authority: certificates.authority,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A folder for one server outside the repository. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "rabbitmq-"));
}

/** @returns the server's version */
export async function versionOf(managementUrl: string, { username, password }: RabbitMqServer["administrator"]) {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const response = await fetch(new URL("/api/overview", managementUrl), { headers: { authorization } });
  if (!response.ok) throw new Error(`${managementUrl} gave ${response.status}`);
  return ((await response.json()) as { rabbitmq_version: string }).rabbitmq_version;
}

async function answering(managementUrl: string, child: ChildProcess): Promise<string> {
  let output = "";
  const note = (chunk: Buffer) => {
    output = (output + chunk).slice(-3000);
  };
  child.stdout?.on("data", note);
  child.stderr?.on("data", note);
  child.on("error", (error) => note(Buffer.from(error.message)));
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline && child.exitCode === null && child.pid !== undefined) {
    const version = await versionOf(managementUrl, ADMINISTRATOR).catch(() => undefined);
    if (version !== undefined) return version;
    await sleep(200);
  }
  throw new Error(`RabbitMQ did not start. The end of its output:\n${output}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  const giveUp = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT);
  await ended;
  clearTimeout(giveUp);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
