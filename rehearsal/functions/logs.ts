import type { AccountApi } from "../account/api";

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** How long lines may wait to be sent together, in milliseconds. */
const DELAY = 500;

/** How many lines PutLogEvents takes at once, and how many characters at the most: it counts bytes, up to a mebibyte. */
const MOST_LINES = 10_000;
const MOST_CHARACTERS = 250_000;

/** A function's log stream in CloudWatch Logs of the account. */
export class LogStream {
  readonly #waiting: LogEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #exists = false;

  constructor(
    private readonly api: AccountApi,
    private readonly region: string,
    private readonly group: string,
    private readonly stream: string,
  ) {}

  write(message: string, timestamp: number): void {
    this.#waiting.push({ timestamp, message });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, DELAY);
  }

  /** Sends what waits. A log group that is gone takes nothing any more: that stops no function. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#send()).catch(() => {});
    return this.#sending;
  }

  async #send(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const names = { logGroupName: this.group, logStreamName: this.stream };
    if (!this.#exists) {
      await this.#call("CreateLogStream", names);
      this.#exists = true;
    }
    while (this.#waiting.length > 0) {
      let characters = 0;
      let lines = 0;
      for (const { message } of this.#waiting) {
        characters += message.length;
        if (lines > 0 && (lines === MOST_LINES || characters > MOST_CHARACTERS)) break;
        lines += 1;
      }
      await this.#call("PutLogEvents", { ...names, logEvents: this.#waiting.splice(0, lines) });
    }
  }

  #call(action: string, body: object): Promise<unknown> {
    return this.api.json("logs", this.region, `Logs_20140328.${action}`, body);
  }
}
