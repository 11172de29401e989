import type { Surroundings } from "../../cli/surroundings";

/** A process to run commands in, of which tests read what was written. */
export class FakeSurroundings implements Surroundings {
  written = "";
  complained = "";
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout;
  readonly stderr;

  constructor(
    readonly cwd: string = process.cwd(),
    {
      stdin = null,
      env = {},
      terminal = false,
    }: { stdin?: string | Buffer | null; env?: NodeJS.ProcessEnv; terminal?: boolean } = {},
  ) {
    this.stdout = { write: (text: string) => (this.written += text), isTTY: terminal };
    this.stderr = { write: (text: string) => (this.complained += text), isTTY: terminal };
    this.piped = stdin !== null;
    this.env = { PATH: "", ...env };
    this.stdin = (async function* () {
      if (stdin !== null) yield Buffer.from(stdin as string);
    })();
  }

  readonly piped: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly now = () => new Date("2026-11-28T12:00:00Z");
}
