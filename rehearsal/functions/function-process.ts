import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FrameReader, frameOf } from "./frames";

/** A function as Lambda knows it. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /** The folder of its unpacked code. */
  readonly code: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes: the limit of its heap. */
  readonly memory: number;
  /** Its own variables, and what else its process is told. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

/** What a function answered: its result, or its error as Lambda spells it, both in JSON. */
export interface Answer {
  readonly requestId: string;
  readonly failed: boolean;
  readonly body: Buffer;
  /** What was logged since it began. */
  readonly log: string;
}

/** Takes the lines that a function writes, and when (milliseconds since 1970). */
export type Log = (line: string, time: number) => void;

interface Invocation {
  readonly requestId: string;
  readonly event: Uint8Array;
  readonly resolve: (answer: Answer) => void;
  start: number;
}

/** Invocations that are given to the process at once: the next ones lie ready while it runs one. */
const READY = 128;

/** Characters of an invocation's log that are kept for its answer. */
const MOST_KEPT = 8192;

/**
 * Runs a function, one invocation at a time, in a process that it keeps. A crash and a timeout are the function's own: the
 * invocation that ran fails, and the next one has a new process.
 */
export class FunctionProcess {
  readonly logStream =
    `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomBytes(16).toString("hex")}`;
  readonly #waiting: Invocation[] = [];
  /** How many of those that wait the process has been given. */
  #given = 0;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #logged = "";
  #stopped = false;
  /** Set once it is to end as soon as nothing waits any more. */
  #retired: (() => void) | undefined;

  constructor(
    readonly settings: FunctionSettings,
    private readonly write: Log,
    private readonly noteProcess: (pid: number) => void = () => {},
  ) {}

  private log(line: string, time: number): void {
    this.#logged = `${this.#logged}${line}\n`.slice(-MOST_KEPT);
    this.write(line, time);
  }

  /** @param event JSON */
  invoke(event: Uint8Array): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ requestId: randomUUID(), event, resolve, start: 0 });
      this.#give();
    });
  }

  /** The process that it runs in now; undefined where there is none. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the process once it has answered what it was given. @returns when it has */
  retire(): Promise<void> {
    return new Promise((resolve) => {
      this.#retired = resolve;
      this.#retireIfIdle();
    });
  }

  #retireIfIdle(): void {
    if (this.#retired === undefined || this.#waiting.length > 0) return;
    this.stop();
    this.#retired();
  }

  /** Ends the process, whatever it does. */
  stop(): void {
    this.#stopped = true;
    this.#child?.kill("SIGKILL");
  }

  #give(): void {
    if (this.#stopped) {
      this.#fail("Runtime.ExitError", "The function was deleted");
      return;
    }
    if (this.#given > 0 && this.#given === Math.min(this.#waiting.length, READY)) return;
    this.#child ??= this.#spawn();
    const input = this.#child.stdio[3] as Socket;
    input.cork();
    while (this.#given < Math.min(this.#waiting.length, READY)) {
      const invocation = this.#waiting[this.#given] as Invocation;
      if (this.#given === 0) this.#begin(invocation);
      const timeout = this.settings.timeout * 1000;
      const header = { requestId: invocation.requestId, arn: this.settings.arn, timeout };
      for (const part of frameOf(header, invocation.event)) input.write(part);
      this.#given += 1;
    }
    process.nextTick(() => input.uncork());
  }

  /** An invocation's time begins when the one before it has ended. */
  #begin(invocation: Invocation): void {
    invocation.start = Date.now();
    this.#logged = "";
    clearTimeout(this.#timer);
    this.log(`START RequestId: ${invocation.requestId} Version: $LATEST`, invocation.start);
    this.#timer = setTimeout(() => this.#timeOut(invocation), this.settings.timeout * 1000);
  }

  #timeOut({ requestId }: Invocation): void {
    const child = this.#child;
    const text = `Task timed out after ${this.settings.timeout.toFixed(2)} seconds`;
    this.#endOf(child);
    child?.kill("SIGKILL");
    this.log(`${new Date().toISOString()} ${requestId} ${text}`, Date.now());
    this.#fail("Sandbox.Timedout", `RequestId: ${requestId} Error: ${text}`);
  }

  #spawn(): ChildProcess {
    const { settings } = this;
    const child = spawn(process.execPath, [`--max-old-space-size=${settings.memory}`, join(__dirname, "runtime.cjs")], {
      cwd: settings.code,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        TZ: ":UTC",
        LANG: "en_US.UTF-8",
        LAMBDA_TASK_ROOT: settings.code,
        _HANDLER: settings.handler,
        AWS_LAMBDA_FUNCTION_NAME: settings.name,
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memory),
        AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
        AWS_LAMBDA_LOG_STREAM_NAME: this.logStream,
        ...settings.environment,
      },
    });
    if (child.pid !== undefined) this.noteProcess(child.pid);
    for (const output of [child.stdout, child.stderr]) {
      if (output !== null) createInterface({ input: output }).on("line", (line) => this.log(line, Date.now()));
    }
    const reader = new FrameReader();
    const answers = child.stdio[4] as Socket;
    answers.on("data", (chunk: Buffer) => {
      if (this.#child !== child) return;
      for (const { header, body } of reader.read(chunk)) this.#answered(JSON.parse(header).failed, body);
    });
    for (const stream of [answers, child.stdio[3] as Socket]) stream.on("error", () => {});
    child.on("error", (error) => this.log(error.message, Date.now()));
    child.on("close", (code, signal) => {
      if (this.#child !== child) return;
      this.#endOf(child);
      const [running] = this.#waiting;
      if (running === undefined) return;
      const how = signal === null ? `exit status ${code}` : `signal: ${signal === "SIGKILL" ? "killed" : signal}`;
      const text = `RequestId: ${running.requestId} Error: Runtime exited with error: ${how}`;
      this.log(text, Date.now());
      this.#fail("Runtime.ExitError", text);
    });
    return child;
  }

  #answered(failed: boolean, body: Buffer): void {
    const invocation = this.#waiting.shift();
    if (invocation === undefined) return;
    this.#given -= 1;
    this.#end(invocation);
    invocation.resolve({ requestId: invocation.requestId, failed, body, log: this.#logged });
    const [next] = this.#waiting;
    if (next !== undefined && this.#given > 0) this.#begin(next);
    if (next !== undefined) this.#give();
    this.#retireIfIdle();
  }

  #end({ requestId, start }: Invocation): void {
    clearTimeout(this.#timer);
    const duration = Date.now() - start;
    this.log(`END RequestId: ${requestId}`, Date.now());
    this.log(
      `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\tBilled Duration: ${duration} ms\t` +
        `Memory Size: ${this.settings.memory} MB`,
      Date.now(),
    );
  }

  /** The process has ended: what it was given besides the one that ran is given to the next. */
  #endOf(child: ChildProcess | undefined): void {
    if (this.#child === child) this.#child = undefined;
    this.#given = 0;
    clearTimeout(this.#timer);
  }

  #fail(errorType: string, errorMessage: string): void {
    const failed = this.#stopped ? this.#waiting.splice(0) : this.#waiting.splice(0, 1);
    const body = Buffer.from(JSON.stringify({ errorType, errorMessage }));
    for (const invocation of failed) {
      if (invocation.start !== 0) this.#end(invocation);
      invocation.resolve({ requestId: invocation.requestId, failed: true, body, log: this.#logged });
    }
    if (this.#waiting.length > 0) this.#give();
    this.#retireIfIdle();
  }
}
