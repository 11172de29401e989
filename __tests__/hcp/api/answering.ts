import { Api, type ApiOptions } from "../../../hcp/api/index";
import type { Outside } from "../../../hcp/api/outside";

/** What a request got to see of it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Reply = Response | Error;

/** An API that gives these answers, one after the other, and remembers what it was asked. Its clock moves while one sleeps. */
export class Answering {
  readonly seen: Seen[] = [];
  readonly pauses: number[] = [];
  readonly said: string[] = [];
  readonly token = "planted-token.atlasv1.secret";
  readonly outside: Outside;
  #now = Date.UTC(2026, 0, 1);

  constructor(private readonly replies: readonly Reply[]) {
    this.outside = {
      fetch: async (input, init = {}) => {
        const headers = Object.fromEntries(new Headers(init.headers).entries());
        this.seen.push({ method: init.method ?? "GET", url: String(input), headers, body: init.body });
        const reply = this.replies[this.seen.length - 1];
        if (reply === undefined) throw new Error("It was asked more often than there are answers.");
        if (reply instanceof Error) throw reply;
        return reply;
      },
      now: () => this.#now,
      sleep: async (milliseconds) => {
        this.pauses.push(milliseconds);
        this.#now += milliseconds;
      },
      random: () => 0,
    };
  }

  api(more: Partial<ApiOptions> = {}): Api {
    return new Api({
      origin: "https://app.terraform.io",
      token: this.token,
      about: "organization acme, workspace orders",
      outside: this.outside,
      say: (text) => this.said.push(text),
      ...more,
    });
  }
}

export function json(status: number, content: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(content), { status, headers });
}

export function refused(status: number, title: string, detail?: string, headers: Record<string, string> = {}) {
  return json(status, { errors: [{ status: String(status), title, detail }] }, headers);
}

/** What `fetch` throws where there is no answer. */
export function lost(code?: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`it says ${code}`), { code }) });
}
