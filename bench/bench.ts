import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What running a program cost. */
export interface Cost {
  readonly milliseconds: number;
  /** Most memory that the process held at once, in MB; Node programs only. */
  readonly megabytes: number;
}

const PEAK_MEMORY = join(__dirname, "peak-memory.cjs");

/** What a program costs, whole process: the median of several runs. Its output goes nowhere. */
export function costOf(command: readonly string[], options: CostOptions = {}): Cost {
  const [cost] = costsOf([{ command, ...options }], options.runs);
  if (cost === undefined) throw new Error("Nothing was measured.");
  return cost;
}

/**
 * What several programs cost, to be compared: they take turns, so that what else the machine does hits all alike.
 *
 * @param runs how often each runs; the median counts
 */
export function costsOf(programs: readonly Program[], runs = 5): Cost[] {
  const costs = programs.map((): Cost[] => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, program] of programs.entries()) costs[index]?.push(runOnce(program));
  }
  return costs.map((each) => ({ milliseconds: median(each, "milliseconds"), megabytes: median(each, "megabytes") }));
}

function runOnce({ command, cwd, env = process.env, expectedCodes = [0] }: Program): Cost {
  const [file = "", ...args] = command;
  const start = performance.now();
  const { status, error, output } = spawnSync(file, args, { cwd, env, stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const milliseconds = performance.now() - start;
  if (error !== undefined) throw error;
  if (!expectedCodes.includes(status ?? -1)) throw new Error(`${command.join(" ")} ended with ${status}.`);
  return { milliseconds, megabytes: Number(output[3] ?? 0) / 1024 };
}

/** A program to measure. */
export interface Program {
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** @default [0] */
  readonly expectedCodes?: readonly number[];
}

export interface CostOptions extends Omit<Program, "command"> {
  /** @default 5 */
  readonly runs?: number;
}

/** The command that runs a Node program so that its peak memory is measured too. */
export function node(...args: readonly string[]): string[] {
  return [process.execPath, "--require", PEAK_MEMORY, ...args];
}

function median(costs: readonly Cost[], of: keyof Cost): number {
  const sorted = costs.map((cost) => cost[of]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints a table, numbers to the right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? Math.round(cell).toLocaleString("en") : cell)),
  );
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => (row[column] ?? "").length)));
  for (const row of texts) {
    console.log(
      `  ${row.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))).join("  ")}`,
    );
  }
}
