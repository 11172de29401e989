import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type RabbitMqServer, startServer, temporaryFolder, untilInputEnds, versionOf } from "./rabbitmq-server";

/** A way to get a server. */
export interface RabbitMqSource {
  /** For the names of tests. */
  readonly name: string;
  /** Whether its servers have a certificate that is ours. */
  readonly hasTls: boolean;
  start(): Promise<RabbitMqServer>;
}

/** Says how to get a server, in one line. */
export const HOW_TO_GET_A_SERVER =
  "no RabbitMQ 4 server: set RABBITMQ_URL (and RABBITMQ_MANAGEMENT_URL), or install rabbitmq-server 4, or start Docker or " +
  "Podman, or, as root on Debian, run apt-get install -y mmdebstrap";

/** Series of RabbitMQ that behave differently, the newest first: where each comes from. */
const SERIES = [
  { series: "4.3", image: "docker.io/library/rabbitmq:4.3-management", suite: "sid" },
  { series: "4.0", image: "docker.io/library/rabbitmq:4.0-management", suite: "trixie" },
] as const;

const CACHE = resolve(__dirname, "../../.cache/rabbitmq");

/** How long asking for a program may take, in milliseconds. */
const PROBE_LIMIT = 15_000;

let found: readonly RabbitMqSource[] | undefined;

/**
 * Finds servers of series 4: the one that `RABBITMQ_URL` names; `rabbitmq-server` on `PATH`; the official image in a
 * container runtime that answers; Debian's packages in a folder. The first that serves is taken; the last two give one
 * server of each series. Looked up once a process.
 */
export function rabbitMqSources(): readonly RabbitMqSource[] {
  found ??= givenServer() ?? installedServer() ?? containers() ?? debianFolders() ?? [];
  return found;
}

function givenServer(): RabbitMqSource[] | undefined {
  const given = process.env.RABBITMQ_URL;
  if (!given) return undefined;
  const { protocol, host, hostname, username, password } = new URL(given);
  const amqpUrl = `${protocol}//${host}`;
  const managementUrl = process.env.RABBITMQ_MANAGEMENT_URL || `http://${hostname}:15672`;
  const administrator = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  const start = async (): Promise<RabbitMqServer> => {
    const version = await versionOf(managementUrl, administrator);
    if (!version.startsWith("4.")) throw new Error(`RABBITMQ_URL names a RabbitMQ ${version}: the tests need a 4.`);
    return { version, amqpUrl, managementUrl, administrator, tls: null, stop: async () => {} };
  };
  return [{ name: "RABBITMQ_URL", hasTls: false, start }];
}

function installedServer(): RabbitMqSource[] | undefined {
  const version = answer("rabbitmqctl", "version");
  if (!version?.startsWith("4.") || answer("sh", "-c", "command -v rabbitmq-server") === undefined) return undefined;
  const start = () => {
    const folder = temporaryFolder();
    // The port mapper is a daemon, which would stay.
    const stop = 'rabbitmqctl -n "$RABBITMQ_NODENAME" stop "$RABBITMQ_PID_FILE"; epmd -kill';
    const script = untilInputEnds("rabbitmq-server", `{ ${stop}; } >/dev/null 2>&1`);
    return startServer({
      folder,
      inside: folder,
      data: folder,
      address: "127.0.0.1",
      command: (env) => ["env", ...assignments(env), "sh", "-c", script],
    });
  };
  return [{ name: `RabbitMQ ${version.trim()} on PATH`, hasTls: true, start }];
}

function containers(): RabbitMqSource[] | undefined {
  const runtime = ["docker", "podman"].find((candidate) => answer(candidate, "info") !== undefined);
  if (runtime === undefined) return undefined;
  const inside = "/srv/test";
  const portsInside = { amqp: 5672, amqps: 5671, http: 15672, https: 15671 };
  return SERIES.map(({ series, image }) => ({
    name: `RabbitMQ ${series} in ${runtime}`,
    hasTls: true,
    start: () => {
      const folder = temporaryFolder();
      return startServer({
        folder,
        inside,
        data: "/var/lib/rabbitmq/mnesia",
        address: "0.0.0.0",
        portsInside,
        command: (env, ports) => [
          ...([runtime, "run", "--rm", "--interactive", "--volume", `${folder}:${inside}:z`] as const),
          ...Object.entries(portsInside).flatMap(([name, port]) => [
            "--publish",
            `127.0.0.1:${ports[name as keyof typeof ports]}:${port}`,
          ]),
          ...assignments(env).flatMap((assignment) => ["--env", assignment]),
          ...["--entrypoint", "sh", image, "-c", untilInputEnds("docker-entrypoint.sh rabbitmq-server")],
        ],
      });
    },
  }));
}

function debianFolders(): RabbitMqSource[] | undefined {
  const canMount = process.getuid?.() === 0 && answer("unshare", "--mount", "--pid", "--fork", "true") !== undefined;
  const folders = SERIES.map(({ suite }) => join(CACHE, suite));
  const canMake = answer("mmdebstrap", "--version") !== undefined;
  if (!canMount || !(canMake || folders.every((folder) => existsSync(folder)))) return undefined;
  return SERIES.map(({ series, suite }) => ({
    name: `RabbitMQ ${series} from Debian ${suite}`,
    hasTls: true,
    start: async () => {
      const root = join(CACHE, suite);
      const made = spawnSync(join(__dirname, "make-rabbitmq-folder.sh"), [suite, root], { encoding: "utf8" });
      if (made.status !== 0) throw new Error(`RabbitMQ's folder could not be made:\n${made.stderr}`);
      const inside = `/srv/${process.pid}-${Date.now()}`;
      return startServer({
        folder: join(root, inside),
        inside,
        data: inside,
        address: "127.0.0.1",
        // In namespaces of their own, the server's processes and the mounted /proc are gone when the script ends.
        command: (env) => [
          ...(["unshare", "--mount", "--pid", "--fork", "--kill-child", `--mount-proc=${root}/proc`] as const),
          ...["chroot", root, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", `HOME=${inside}`, "LANG=C.UTF-8"],
          ...assignments(env),
          ...["sh", "-c", untilInputEnds("/usr/lib/rabbitmq/bin/rabbitmq-server")],
        ],
      });
    },
  }));
}

function assignments(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** @returns what a program prints; undefined when there is no such program or it fails */
function answer(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: PROBE_LIMIT, stdio: "pipe" });
  return status === 0 ? stdout : undefined;
}
