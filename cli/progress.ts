import type { Surroundings } from "./surroundings";

/** Says, on a terminal only, what is being waited for; each line replaces the one before it. */
export class Progress {
  private shown = false;

  constructor(private readonly around: Pick<Surroundings, "stderr">) {}

  say(text: string): void {
    if (this.around.stderr.isTTY !== true) return;
    this.around.stderr.write(`\r\x1b[K${text} ...`);
    this.shown = true;
  }

  /** Removes the line, so that what is printed next starts clean. */
  clear(): void {
    if (this.shown) this.around.stderr.write("\r\x1b[K");
    this.shown = false;
  }
}
