import { StringDecoder } from "node:string_decoder";
import { type Api, HcpError, type Resource } from "../api/index";
import { endOf, type Run } from "./run";

/** The part of a run that a line belongs to. */
export type Phase = "plan" | "apply";

interface Attributes {
  readonly status: string;
  readonly "log-read-url"?: string | null;
}

/** How much of a log is read at once, in bytes, as HashiCorp's client does: https://github.com/hashicorp/go-tfe/blob/v1.80.0/logreader.go */
const CHUNK = 65_536;
/** How much of a log is read in all, in bytes. */
const LONGEST_LOG = 200_000_000;
/** States of a plan or apply after which its log grows no more. */
const OVER = new Set(["finished", "errored", "canceled", "unreachable"]);
/** What marks a log's beginning and its end. */
const [BEGINNING, END] = ["\u0002", "\u0003"] as const;

/** The log of a plan or an apply, which grows while it runs. */
export class Log {
  #offset = 0;
  #rest = "";
  #isOver = false;
  readonly #decoder = new StringDecoder("utf8");

  /** @param path of the plan or apply that writes it */
  constructor(
    private readonly api: Api,
    readonly phase: Phase,
    private readonly path: string,
  ) {}

  /**
   * The lines that have come since the last call. The last one, when it is not finished, comes with a later call.
   *
   * @param run as it is now: where it has ended, so has the log
   */
  async *news(run: Run): AsyncGenerator<string> {
    if (this.#isOver) return;
    // Its address works for a day at most, and is told each time.
    const { data } = await this.api.get<Resource<Attributes>>(this.path, { permission: "read runs" });
    const { status, "log-read-url": address } = data.attributes;
    // What was over before the log is read has written all of it.
    this.#isOver = OVER.has(status) || endOf(run) !== undefined;
    try {
      if (address) yield* this.#read(address);
    } catch (error) {
      // Whatever becomes of the log, the run goes on. The next time what is missing is asked for again.
      if (!(error instanceof HcpError)) throw error;
      if (this.#isOver) yield `The rest of the log cannot be read: ${error.message}`;
    }
    if (this.#isOver && this.#rest !== "") yield this.#rest;
  }

  async *#read(address: string): AsyncGenerator<string> {
    for (let size = CHUNK; size > 0 && this.#offset < LONGEST_LOG; ) {
      const url = new URL(address);
      url.searchParams.set("limit", String(CHUNK));
      url.searchParams.set("offset", String(this.#offset));
      const chunk = await this.api.download(url.href, { name: `the log of the ${this.phase}`, limit: 2 * CHUNK });
      size = chunk?.length ?? 0;
      this.#offset += size;
      const text = this.#decoder
        .write(chunk ?? Buffer.alloc(0))
        .replaceAll(BEGINNING, "")
        .replaceAll(END, "");
      const lines = `${this.#rest}${text}`.split("\n");
      this.#rest = lines.pop() ?? "";
      yield* lines;
    }
  }
}
