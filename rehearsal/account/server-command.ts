import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE } from "../folders";

const requirements = join(__dirname, "requirements.txt");
const [, motoVersion = ""] = readFileSync(requirements, "utf8").match(/^moto==(.+)$/m) ?? [];

/** Ignored by git, and kept from one run to the next. */
const environment = join(CACHE, "emulated-account", motoVersion);

/** Where the server's own files are in its container, and where it listens there. */
const INSIDE = "/srv/emulated-account";
const PORT_INSIDE = "5000";

/** How to start the server of an emulated account, whose source is `serve.py`. It says its port, and ends when its input does. */
export interface ServerCommand {
  /** What it is found as, for people. */
  readonly name: string;
  /** @param port a free one, for a server that cannot choose its own */
  readonly command: (port: number) => readonly [string, ...string[]];
}

/** Or, in one line, why there is none. */
export type FoundServerCommand = ServerCommand | { readonly why: string };

let found: FoundServerCommand | undefined;

/**
 * What serves an emulated account: the Python on `PATH` when it has the right version of moto already; else one in a virtual
 * environment of this project, which is made where it is missing: half a minute, once; else moto's container image. Looked up
 * once a process.
 */
export function serverCommand(): FoundServerCommand {
  found ??= search();
  return found;
}

function search(): FoundServerCommand {
  if (hasMoto("python3")) return withPython("python3", `moto ${motoVersion} of python3 on PATH`);
  const own = pythonOf(environment);
  const name = `moto ${motoVersion} in a virtual environment of this project`;
  if (existsSync(own)) return withPython(own, name);
  const why = makeEnvironment();
  if (why === undefined) return withPython(own, name);
  return (
    container() ?? {
      why:
        `no moto ${motoVersion} to emulate AWS with: it is not on PATH (pip install moto==${motoVersion} flask flask-cors), ` +
        `a virtual environment of this project cannot be made (${why}), and no Docker or Podman answers to run its container image`,
    }
  );
}

function withPython(python: string, name: string): ServerCommand {
  return { name, command: () => [python, "-B", join(__dirname, "serve.py")] };
}

function container(): ServerCommand | undefined {
  const runtime = ["docker", "podman"].find((candidate) => run(candidate, ["info"]).status === 0);
  if (runtime === undefined) return undefined;
  return {
    name: `moto ${motoVersion} in ${runtime}`,
    command: (port) => [
      ...([runtime, "run", "--rm", "--interactive", "--volume", `${__dirname}:${INSIDE}:ro,z`] as const),
      ...["--publish", `127.0.0.1:${port}:${PORT_INSIDE}`, "--entrypoint", "python"],
      ...[`docker.io/motoserver/moto:${motoVersion}`, "-B", `${INSIDE}/serve.py`],
      ...["0.0.0.0", PORT_INSIDE, String(port)],
    ],
  };
}

function hasMoto(python: string): boolean {
  const code = `import flask, flask_cors, moto, sys; sys.exit(moto.__version__ != "${motoVersion}")`;
  return run(python, ["-c", code]).status === 0;
}

/** @returns why there is no environment */
function makeEnvironment(): string | undefined {
  const check = run("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]);
  if (check.status !== 0) return "no python3 of version 3.10 or later is installed";
  // Several processes may make it at once: none may find half of it.
  const unfinished = `${environment}.${process.pid}`;
  mkdirSync(dirname(environment), { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "-r", requirements];
  const steps = [
    ["python3", ["-m", "venv", unfinished]],
    [pythonOf(unfinished), pip],
  ] as const;
  for (const [program, args] of steps) {
    const { status, stderr } = run(program, args);
    if (status === 0) continue;
    rmSync(unfinished, { recursive: true, force: true });
    return stderr?.trim().split("\n").at(-1) || `${program} cannot be run`;
  }
  if (existsSync(environment)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, environment);
  return undefined;
}

function pythonOf(folder: string): string {
  return join(folder, "bin", "python3");
}

function run(program: string, args: readonly string[]) {
  return spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
}
