import { logLine } from "../shared/log-line";

/** What an invocation changed on the broker, and what it could not make sure of, in words, in order. */
export class Changes {
  readonly list: string[] = [];
  readonly warnings: string[] = [];

  /** Notes a change that was made, and logs it. */
  made(change: string): void {
    logLine("INFO", change);
    this.list.push(change);
  }

  /** Notes what nobody could make sure of, and logs it. */
  warned(warning: string): void {
    logLine("WARN", warning);
    this.warnings.push(warning);
  }
}
