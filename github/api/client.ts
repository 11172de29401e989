import { Mistake } from "../../modules/mistake";
import { given, type Job } from "../job";
import { GitHubError, type Question } from "./error";

/** How often a question is asked before it is given up. */
const ATTEMPTS = 4;
/** The longest that is waited for once, in seconds: GitHub may ask for an hour. */
const LONGEST_WAIT = 120;
/** An answer that has not come by then does not come, in milliseconds. */
const TIMEOUT = 30_000;

/**
 * GitHub's REST API, of one repository. The well-kept library for it, Octokit, is in modules of ECMAScript only, and Node 20.9 cannot
 * load these from the programs of this project.
 *
 * @see https://docs.github.com/en/rest
 */
export class GitHub {
  readonly #repository: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @throws Mistake where the job has no token */
  constructor(private readonly job: Job) {
    this.#repository = `${given(job, "GITHUB_API_URL")}/repos/${given(job, "GITHUB_REPOSITORY")}`;
    this.#headers = {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${given(job, "GITHUB_TOKEN")}`,
      "content-type": "application/json",
      // GitHub refuses who does not say who they are.
      "user-agent": "mqesm",
      "x-github-api-version": "2022-11-28",
    };
  }

  /** @throws GitHubError */
  async get<T>(path: string, permission: string): Promise<T> {
    const answer = await this.#ask({ method: "GET", path, permission });
    return (await answer.json()) as T;
  }

  /**
   * All items of a list, page by page.
   *
   * @param list where they are in an answer that is no list itself
   * @throws GitHubError
   */
  async all<T>(path: string, permission: string, list?: string): Promise<T[]> {
    const items: T[] = [];
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1; ; page += 1) {
      const question = { method: "GET", path: `${path}${separator}per_page=100&page=${page}`, permission } as const;
      const answer = await this.#ask(question);
      const content = await answer.json();
      items.push(...(list === undefined ? content : content[list]));
      // The last page says of no next one. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
      if (!/rel="next"/.test(answer.headers.get("link") ?? "")) return items;
    }
  }

  /** @throws GitHubError */
  async send<T>(method: "POST" | "PATCH" | "DELETE", path: string, permission: string, body?: object): Promise<T> {
    const answer = await this.#ask({ method, path, permission }, body);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  async #ask(question: Question, body?: object): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(question, body);
      if (answer?.ok) return answer;
      const pause = secondsToWait(answer, question, attempt);
      if (pause === undefined || attempt === ATTEMPTS || pause > LONGEST_WAIT) throw await failure(answer, question);
      this.job.say(
        `GitHub answers ${answer?.status ?? "nothing"} to ${question.method} ${question.path}: asking again in ${pause} s`,
      );
      await this.job.wait(pause * 1000);
    }
  }

  /** @returns undefined where there is no answer */
  async #once({ method, path }: Question, body?: object): Promise<Response | undefined> {
    try {
      return await fetch(`${this.#repository}${path}`, {
        method,
        headers: this.#headers,
        signal: AbortSignal.timeout(TIMEOUT),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      return undefined;
    }
  }
}

/**
 * How long to wait before asking again; undefined where that is of no use.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function secondsToWait(answer: Response | undefined, { method }: Question, attempt: number): number | undefined {
  const backOff = 2 ** (attempt - 1);
  // What was to be created may be there: whoever creates looks again.
  if (answer === undefined || answer.status >= 500) return method === "POST" ? undefined : backOff;
  const after = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const isLimited = answer.headers.get("x-ratelimit-remaining") === "0";
  if (answer.status !== 429 && !(answer.status === 403 && (isLimited || after >= 0))) return undefined;
  if (after >= 0) return after;
  const reset = Number(answer.headers.get("x-ratelimit-reset")) - Date.now() / 1000;
  // Where GitHub says nothing, it wants a minute.
  return isLimited ? Math.max(1, Math.ceil(reset)) : 60 * backOff;
}

async function failure(answer: Response | undefined, question: Question): Promise<Mistake> {
  if (answer === undefined) {
    return new GitHubUnreachable(
      `GitHub cannot be reached for ${question.method} ${question.path}. Run the job again.`,
    );
  }
  const { message = "" } = await answer.json().catch(() => ({}));
  return new GitHubError(answer.status, question, String(message).replace(/\s+/g, " ").slice(0, 300));
}

/** No answer came: what was asked for may be done or not. */
export class GitHubUnreachable extends Mistake {
  override readonly name = "GitHubUnreachable";
}

/** Whether what was asked for may have been done all the same. */
export function mayBeDone(error: unknown): boolean {
  return error instanceof GitHubUnreachable || (error instanceof GitHubError && error.status >= 500);
}
