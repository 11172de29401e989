import type { IncomingMessage } from "node:http";
import { type EmulatedAnswer, HttpEmulator } from "./http-emulator";

/** A comment or an issue that is there. */
export interface EmulatedText {
  readonly id: number;
  readonly number?: number;
  body: string;
  readonly user: { readonly login: string };
  readonly pull_request?: object;
  readonly title?: string;
  state?: string;
  state_reason?: string;
}

/** An error to answer with. */
export interface EmulatedRefusal {
  /** Which requests it is for: the first of this method; any where there is none. */
  readonly method?: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Whether what was asked for is done all the same. */
  readonly done?: boolean;
}

const REPOSITORY = "/repos/acme/orders";
const BOT = "github-actions[bot]";

/** The part of GitHub's API that workflows use here: comments of pull requests, issues, and lists of anything. */
export class GitHubEmulator extends HttpEmulator {
  readonly token = "ghs_throwaway";
  /** By pull request. */
  readonly comments = new Map<number, EmulatedText[]>();
  readonly issues: EmulatedText[] = [];
  /** Answers by path, without the page. */
  readonly answers = new Map<string, unknown>();
  /** Errors to answer with before anything else, in order. */
  readonly refusals: EmulatedRefusal[] = [];
  /** Everything that was asked, as method and path. */
  readonly asked: string[] = [];
  /** How many items a page holds, whatever is asked for. */
  page = 2;
  /** What else happens right before something is created. */
  meanwhile: () => void = () => {};
  #lastId = 100;

  /** Puts a comment there, as somebody else would. */
  comment(pullRequest: number, body: string, login = BOT): EmulatedText {
    const text = { id: this.#nextId(), body, user: { login } };
    this.comments.set(pullRequest, [...(this.comments.get(pullRequest) ?? []), text]);
    return text;
  }

  /** Opens an issue, as somebody else would. */
  issue(body: string, login = BOT, more: Partial<EmulatedText> = {}): EmulatedText {
    const id = this.#nextId();
    const issue = { id, number: id - 90, body, user: { login }, state: "open", ...more };
    this.issues.push(issue);
    return issue;
  }

  protected override answer(request: IncomingMessage, sent: string): EmulatedAnswer {
    const { method = "", url = "" } = request;
    this.asked.push(`${method} ${url.replace(REPOSITORY, "")}`);
    if (request.headers.authorization !== `Bearer ${this.token}`) return json(401, { message: "Bad credentials" });
    const index = this.refusals.findIndex((each) => each.method === undefined || each.method === method);
    const [refusal] = index < 0 ? [] : this.refusals.splice(index, 1);
    if (refusal === undefined) return this.#do(method, url, sent);
    if (refusal.done) this.#do(method, url, sent);
    return { ...json(refusal.status, { message: refusal.message ?? "" }), headers: refusal.headers ?? {} };
  }

  #do(method: string, url: string, sent: string): EmulatedAnswer {
    const { pathname, searchParams } = new URL(url, this.url);
    const path = pathname.replace(REPOSITORY, "");
    const query = [...searchParams].filter(([name]) => !["page", "per_page"].includes(name));
    const plain = `${path}${query.length === 0 ? "" : `?${new URLSearchParams(query)}`}`;
    if (this.answers.has(plain)) return this.#paged(this.answers.get(plain), plain, searchParams);
    const { body, title, state, state_reason } = sent === "" ? ({} as Record<string, string>) : JSON.parse(sent);
    if (body !== undefined && body.length > 65_536) {
      return json(422, { message: "Body is too long (maximum is 65536 characters)" });
    }
    const [, ofIssue] = /^\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, ofComment] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, issueNumber] = /^\/issues\/(\d+)$/.exec(path) ?? [];
    if (method === "GET" && ofIssue !== undefined) {
      return this.#paged(this.comments.get(Number(ofIssue)) ?? [], plain, searchParams);
    }
    if (method === "GET" && path === "/issues") {
      return this.#paged(
        this.issues.filter(({ state }) => state === searchParams.get("state")),
        plain,
        searchParams,
      );
    }
    if (method === "POST") {
      this.meanwhile();
      if (ofIssue !== undefined) return json(201, this.comment(Number(ofIssue), body ?? ""));
      if (path === "/issues") return json(201, this.issue(body ?? "", BOT, { title }));
    }
    const lists = [...this.comments.values(), this.issues];
    for (const list of lists) {
      const index = list.findIndex(({ id, number }) =>
        ofComment === undefined ? number === Number(issueNumber) : id === Number(ofComment),
      );
      const found = list[index];
      if (found === undefined) continue;
      if (method === "DELETE") {
        list.splice(index, 1);
        return { status: 204, body: "" };
      }
      Object.assign(found, JSON.parse(JSON.stringify({ body, state, state_reason })));
      return json(200, found);
    }
    return json(404, { message: "Not Found" });
  }

  /** Where an answer is an object, its list is what has pages. */
  #paged(content: unknown, path: string, query: URLSearchParams): EmulatedAnswer {
    const [name, list] = Array.isArray(content)
      ? [undefined, content]
      : (Object.entries(content ?? {}).find(([, value]) => Array.isArray(value)) ?? [undefined, undefined]);
    if (list === undefined) return json(200, content);
    const page = Number(query.get("page") ?? 1);
    const items = list.slice((page - 1) * this.page, page * this.page);
    const next = `<${this.url}${REPOSITORY}${path}&page=${page + 1}>; rel="next", <x>; rel="last"`;
    const headers = page * this.page < list.length ? { link: next } : { link: '<x>; rel="prev"' };
    return { ...json(200, name === undefined ? items : { ...(content as object), [name]: items }), headers };
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function json(status: number, content: unknown): EmulatedAnswer {
  return { status, body: JSON.stringify(content) };
}
