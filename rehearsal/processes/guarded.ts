import { spawn } from "node:child_process";
import { join } from "node:path";

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GuardedCommand {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly noteProcess: (pid: number) => void;
}

/** Runs a command that ends when this process does, however that happens. @throws the signal's reason when that ended it */
export function runGuarded({ command, cwd, env, signal, noteProcess }: GuardedCommand): Promise<Ended> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [join(__dirname, "guard.cjs"), ...command], {
    ...{ cwd, env },
    stdio: ["pipe", "pipe", "pipe"],
    // Ctrl-C is for this process, which then ends the command.
    detached: true,
  });
  if (child.pid !== undefined) noteProcess(child.pid);
  const end = () => child.stdin.destroy();
  signal.addEventListener("abort", end);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => {});
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, stdout: String(Buffer.concat(stdout)), stderr: String(Buffer.concat(stderr)) });
    });
  });
}
