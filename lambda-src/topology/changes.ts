import { logLine } from "../shared/log-line";

/** What an invocation changed on the broker, in words, in order. */
export class Changes {
  readonly list: string[] = [];

  /** Notes a change that was made, and logs it. */
  made(change: string): void {
    logLine("INFO", change);
    this.list.push(change);
  }
}
