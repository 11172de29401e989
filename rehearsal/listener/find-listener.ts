import { PROJECT } from "../folders";
import { runGuarded } from "../processes/guarded";
import { NotSynthesized } from "../run/synthesize";

/** A listener, and what the project's settings give it. */
export interface RehearsedListener {
  /** Null: the one that the settings themselves describe. */
  readonly name: string | null;
  /** Its folder below `lambda-src`. */
  readonly source: string;
  readonly region: string;
  readonly queue: string;
  readonly virtualHost: string;
  readonly deliveryLimit: number;
  readonly batchSize: number;
  /** Null: Lambda's own. */
  readonly batchingWindowSeconds: number | null;
  /** Patterns, as JSON. */
  readonly filters: readonly string[];
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Variables of its function. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Asks the project's settings for a listener.
 *
 * @param name of an entry of `listeners`, or of a folder of `lambda-src/listeners`; null: the first
 * @throws NotSynthesized where there is none, or the settings are wrong
 */
export async function findListener(name: string | null, signal: AbortSignal): Promise<RehearsedListener> {
  const { code, stdout, stderr } = await runGuarded({
    command: [process.execPath, "bundle-and-run.cjs", "stacks/print-listener.ts", ...(name === null ? [] : [name])],
    cwd: PROJECT,
    env: process.env,
    signal,
    noteProcess: () => {},
  });
  if (code !== 0) throw new NotSynthesized(stderr.trim());
  return JSON.parse(stdout);
}
