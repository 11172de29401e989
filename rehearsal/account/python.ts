import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const requirements = join(__dirname, "requirements.txt");
const [, motoVersion = ""] = readFileSync(requirements, "utf8").match(/^moto==(.+)$/m) ?? [];

/** Ignored by git, and kept from one run to the next. */
const environment = resolve(__dirname, "../../.cache/emulated-account", motoVersion);

/** A Python that has what {@link requirements} says; or, in one line, why there is none. */
export type PythonWithMoto = { readonly python: string } | { readonly why: string };

let found: PythonWithMoto | undefined;

/**
 * The Python on `PATH` when it has the right version of moto already; else one in a virtual environment of this project,
 * which is made where it is missing: half a minute, once. Looked up once a process.
 */
export function pythonWithMoto(): PythonWithMoto {
  found ??= search();
  return found;
}

function search(): PythonWithMoto {
  if (hasMoto("python3")) return { python: "python3" };
  const own = pythonOf(environment);
  if (existsSync(own)) return { python: own };
  const check = run("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]);
  if (check.status !== 0) return { why: "no python3 of version 3.10 or later is installed" };
  return makeEnvironment() ?? { python: own };
}

function hasMoto(python: string): boolean {
  const code = `import flask, flask_cors, moto, sys; sys.exit(moto.__version__ != "${motoVersion}")`;
  return run(python, ["-c", code]).status === 0;
}

/** @returns why there is no environment */
function makeEnvironment(): { readonly why: string } | undefined {
  // Several test processes may make it at once: none may find half of it.
  const unfinished = `${environment}.${process.pid}`;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "-r", requirements];
  const steps = [
    ["python3", ["-m", "venv", unfinished]],
    [pythonOf(unfinished), pip],
  ] as const;
  for (const [program, args] of steps) {
    const { status, stderr } = run(program, args);
    if (status === 0) continue;
    rmSync(unfinished, { recursive: true, force: true });
    return { why: `moto ${motoVersion} cannot be installed: ${stderr.trim().split("\n").at(-1)}` };
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
