import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type ServerPorts, type ServerSettings, writeConfiguration } from "./configuration";
import { type ManagementAccess, manage } from "./management-api";
import { freePorts } from "./ports";

/** How to start a server: where its folders are, and what command runs it. */
export interface Launch {
  /** The folder for its configuration, as this process sees it; removed in the end. */
  readonly folder: string;
  /** The same folder as the server sees it. */
  readonly inside: string;
  /** Where the server keeps its data, as it sees it. */
  readonly data: string;
  /** Where the server listens, as it sees it, when that is not the address that it is reached at. */
  readonly addressInside?: string;
  /** The same of its ports. */
  readonly portsInside?: (ports: ServerPorts) => ServerPorts;
  /** The command, its arguments and its environment. It must end when its standard input does. */
  command(env: Readonly<Record<string, string>>, settings: ServerSettings): readonly [string, ...string[]];
}

/** A shell script that runs a server until standard input ends, so that it does not outlive who started it. */
export function untilInputEnds(server: string, end = ":"): string {
  return `${server} & cat >/dev/null; ${end}`;
}

/** How long a server may take to come up, in milliseconds, an image's download included. */
const START_LIMIT = 300_000;

/** How long a server may take to end, in milliseconds. */
const STOP_LIMIT = 15_000;

/** A RabbitMQ server of ours, with its own ports and data. */
export class RabbitMqServer {
  /** Such as `4.3.6`. */
  version = "";
  readonly access: ManagementAccess;
  readonly #launch: Launch;
  #command: readonly [string, ...string[]] | undefined;
  #child: ChildProcess | undefined;
  #noteProcess: (pid: number) => void = () => {};

  constructor(
    launch: Launch,
    readonly settings: ServerSettings,
  ) {
    const { address, ports, certificateNames, authority, user } = settings;
    const host = certificateNames.includes("DNS:localhost") ? "localhost" : address;
    this.#launch = launch;
    this.access = { url: `https://${host}:${ports.https}`, authority: authority.pem, user };
  }

  /** Such as `amqps://127.0.0.2:5671`. */
  get amqps(): string {
    return `amqps://${new URL(this.access.url).hostname}:${this.settings.ports.amqps}`;
  }

  /** Where all its files are. */
  get folder(): string {
    return this.#launch.folder;
  }

  /**
   * Starts it, or starts it again with the data that it has, and waits until it answers.
   *
   * @param noteProcess told the process that runs it, at once; another start tells the same
   * @throws Error with the end of its output where it ends instead
   */
  async start(noteProcess = this.#noteProcess): Promise<void> {
    this.#noteProcess = noteProcess;
    this.#command ??= await this.#prepare();
    const [command, ...args] = this.#command;
    // A process group of its own, so that it can be killed as a whole.
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
    this.#child = child;
    child.stdin.on("error", () => {});
    if (child.pid !== undefined) noteProcess(child.pid);
    try {
      this.version = await answering(this.access, child);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends it; its data stays. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || hasEnded(child)) return;
    const ended = once(child, "exit");
    child.stdin?.end();
    const giveUp = setTimeout(() => killGroup(child), STOP_LIMIT);
    await ended;
    clearTimeout(giveUp);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || hasEnded(child)) return;
    const ended = once(child, "exit");
    killGroup(child);
    await ended;
  }

  /** Ends it, and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#launch.folder, { recursive: true, force: true });
  }

  async #prepare(): Promise<readonly [string, ...string[]]> {
    const { folder, inside, data, addressInside, portsInside } = this.#launch;
    const { address, ports } = this.settings;
    const env = writeConfiguration(this.settings, {
      ...{ folder, inside, data },
      address: addressInside ?? address,
      ports: portsInside?.(ports) ?? ports,
    });
    const [distribution, epmd] = await freePorts(2);
    return this.#launch.command(
      {
        ...env,
        RABBITMQ_DIST_PORT: String(distribution),
        ERL_EPMD_PORT: String(epmd),
        ERL_EPMD_ADDRESS: "127.0.0.1",
      },
      this.settings,
    );
  }
}

/** The API answers before users are there: a server is ready once it knows its own. @returns its version */
async function answering(access: ManagementAccess, child: ChildProcess): Promise<string> {
  let output = "";
  const note = (chunk: Buffer) => {
    output = (output + chunk).slice(-3000);
  };
  child.stdout?.on("data", note);
  child.stderr?.on("data", note);
  child.on("error", (error) => note(Buffer.from(error.message)));
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline && !hasEnded(child) && child.pid !== undefined) {
    const overview = await manage<{ rabbitmq_version: string }>(access, "GET", ["overview"]).catch(() => undefined);
    if (overview !== undefined) return overview.rabbitmq_version;
    await sleep(100);
  }
  throw new Error(`RabbitMQ did not start. The end of its output:\n${output}`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
