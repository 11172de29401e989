/** What a command is given by the process that runs it: everything that a test replaces. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether a pipe or a file is standard input, rather than a terminal or nothing. */
  readonly piped: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly now: () => Date;
}

/** What this process gives, but for what is different. Nothing is read from standard input unless it is said to be piped. */
export function processSurroundings(different: Partial<Surroundings> = {}): Surroundings {
  const { stdout, stderr, stdin, env } = process;
  return { stdout, stderr, stdin, env, piped: false, cwd: process.cwd(), now: () => new Date(), ...different };
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Whether to colour what goes to an output: on a terminal, unless `NO_COLOR` is set, or where `FORCE_COLOR` is. */
export function wantsColor(output: Output, env: NodeJS.ProcessEnv): boolean {
  // https://no-color.org: any value that is not empty.
  if (env.NO_COLOR) return false;
  // For logs of CI, which show colours and are no terminal: https://force-color.org
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return output.isTTY === true && env.TERM !== "dumb";
}
