import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ServerPorts, ServerSettings } from "./configuration";
import { RabbitMqServer, untilInputEnds } from "./server";

/** A way to get a server. */
export interface RabbitMqSource {
  /** Such as `RabbitMQ 4.3 from Debian sid`. */
  readonly name: string;
  /** Whether its servers may listen on ports below 1024, and on any loopback address. */
  readonly bindsAnywhere: boolean;
  /** Makes what its servers are started from, where that is missing: some take a minute once, during which nothing else runs. */
  prepare(): void;
  /** A server, not started yet. @param folder for its files, where it can read them there */
  server(settings: ServerSettings, folder: string): RabbitMqServer;
}

/** Says how to get a server, in one line. */
export const HOW_TO_GET_A_SERVER =
  "no RabbitMQ 4 server: install rabbitmq-server 4, or start Docker or Podman, or, as root on Debian, run apt-get install -y " +
  "mmdebstrap";

/** Series of RabbitMQ that behave differently, the newest first: where each comes from. */
const SERIES = [
  { series: "4.3", image: "docker.io/library/rabbitmq:4.3-management", suite: "sid" },
  { series: "4.0", image: "docker.io/library/rabbitmq:4.0-management", suite: "trixie" },
] as const;

/** Folders of Debian's packages, each of which holds what its servers write below `srv`. */
const CACHE = resolve(__dirname, "../../.cache/rabbitmq");

/** How long asking for a program may take, in milliseconds. */
const PROBE_LIMIT = 15_000;

let found: readonly RabbitMqSource[] | undefined;

/**
 * Finds servers of series 4: `rabbitmq-server` on `PATH`; the official image in a container runtime that answers; Debian's
 * packages in a folder. The first that serves is taken; the last two give one server of each series, the newest first. Looked
 * up once a process.
 */
export function rabbitMqSources(): readonly RabbitMqSource[] {
  found ??= installedServer() ?? containers() ?? debianFolders() ?? [];
  return found;
}

function installedServer(): RabbitMqSource[] | undefined {
  const version = answer("rabbitmqctl", "version");
  if (!version?.startsWith("4.") || answer("sh", "-c", "command -v rabbitmq-server") === undefined) return undefined;
  // The port mapper is a daemon, which would stay.
  const stop = 'rabbitmqctl -n "$RABBITMQ_NODENAME" stop "$RABBITMQ_PID_FILE"; epmd -kill';
  const script = untilInputEnds("rabbitmq-server", `{ ${stop}; } >/dev/null 2>&1`);
  return [
    {
      name: `RabbitMQ ${version.trim()} on PATH`,
      // Packages let it run as a user of its own.
      bindsAnywhere: false,
      prepare: () => {},
      server: (settings, folder) =>
        new RabbitMqServer(
          {
            ...{ folder, inside: folder, data: folder },
            command: (env) => ["env", ...assignments(env), "sh", "-c", script],
          },
          settings,
        ),
    },
  ];
}

function containers(): RabbitMqSource[] | undefined {
  const runtime = ["docker", "podman"].find((candidate) => answer(candidate, "info") !== undefined);
  if (runtime === undefined) return undefined;
  const inside = "/srv/rabbitmq";
  const standard = { amqp: 5672, amqps: 5671, http: 15672, https: 15671 };
  const portsInside = (ports: ServerPorts) =>
    Object.fromEntries(
      Object.keys(ports).map((name) => [name, standard[name as keyof ServerPorts]]),
    ) as typeof standard;
  return SERIES.map(({ series, image }) => ({
    name: `RabbitMQ ${series} in ${runtime}`,
    bindsAnywhere: false,
    prepare: () => {},
    server: (settings, folder) =>
      new RabbitMqServer(
        {
          folder,
          inside,
          data: "/var/lib/rabbitmq/mnesia",
          addressInside: "0.0.0.0",
          portsInside,
          command: (env, { address, ports }) => [
            ...([runtime, "run", "--rm", "--interactive", "--volume", `${folder}:${inside}:z`] as const),
            ...Object.entries(portsInside(ports)).flatMap(([name, port]) => [
              "--publish",
              `${address}:${ports[name as keyof ServerPorts]}:${port}`,
            ]),
            ...assignments(env).flatMap((assignment) => ["--env", assignment]),
            ...["--entrypoint", "sh", image, "-c", untilInputEnds("docker-entrypoint.sh rabbitmq-server")],
          ],
        },
        settings,
      ),
  }));
}

function debianFolders(): RabbitMqSource[] | undefined {
  const canMount = process.getuid?.() === 0 && answer("unshare", "--mount", "--pid", "--fork", "true") !== undefined;
  const folders = SERIES.map(({ suite }) => join(CACHE, suite));
  const canMake = answer("mmdebstrap", "--version") !== undefined;
  if (!canMount || !(canMake || folders.every((folder) => existsSync(folder)))) return undefined;
  return SERIES.map(({ series, suite }) => ({
    name: `RabbitMQ ${series} from Debian ${suite}`,
    bindsAnywhere: true,
    prepare: () => makeFolder(suite),
    server: (settings) => {
      const root = makeFolder(suite);
      const inside = `/srv/${settings.name}`;
      return new RabbitMqServer(
        {
          folder: join(root, inside),
          inside,
          data: inside,
          // In namespaces of their own, the server's processes and the mounted /proc are gone when the script ends.
          command: (env) => [
            ...(["unshare", "--mount", "--pid", "--fork", "--kill-child", `--mount-proc=${root}/proc`] as const),
            ...["chroot", root, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", `HOME=${inside}`, "LANG=C.UTF-8"],
            ...assignments(env),
            ...["sh", "-c", untilInputEnds("/usr/lib/rabbitmq/bin/rabbitmq-server")],
          ],
        },
        settings,
      );
    },
  }));
}

/** @returns the folder, which is made where it is missing */
function makeFolder(suite: string): string {
  const root = join(CACHE, suite);
  const made = spawnSync(join(__dirname, "make-folder.sh"), [suite, root], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`RabbitMQ's folder could not be made:\n${made.stderr}`);
  return root;
}

function assignments(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** @returns what a program prints; undefined when there is no such program or it fails */
function answer(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: PROBE_LIMIT, stdio: "pipe" });
  return status === 0 ? stdout : undefined;
}
