import { bodyOf } from "./body";
import { HcpError, HcpUnavailable } from "./error";
import type { Outside } from "./outside";
import { failurePause, limitPause } from "./pause";
import { type Asked, refusal } from "./refusal";

/** One question to a server. */
export interface Question extends Asked {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  /** What is sent to an address; where it is redirected to another one, that one's are asked for anew. */
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** How long an answer may take from beginning to end, in milliseconds. */
  readonly timeout: number;
  /** How many bytes an answer may have. */
  readonly limit: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** How questions are asked. */
export interface Manner {
  readonly outside: Outside;
  /** Ends what is going on; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** How long it may take to get an answer, pauses included, in milliseconds. No pause begins that would end later. */
  readonly patience: number;
  /** Is told, in one sentence, why there is a pause. */
  readonly say: (text: string) => void;
}

/** How often something is asked that fails on the way or in the server. What is limited is asked as often as there is time. */
const ATTEMPTS = 5;
/** How many addresses an answer may be behind. */
const MOST_REDIRECTS = 5;

/** What came of one attempt: an answer, or why there is none. */
type Attempt =
  | { readonly answer: Answer; readonly headers: Headers; readonly redirected: boolean }
  | { readonly lost: string; readonly notSent: boolean; readonly final: boolean };

/**
 * Asks until there is an answer, and is patient with limits and failures.
 *
 * @throws HcpRefusal, HcpUnavailable, HcpTooLarge
 */
export async function exchange(question: Question, manner: Manner): Promise<Answer> {
  const { outside, signal, patience, say } = manner;
  const deadline = outside.now() + patience;
  for (let attempt = 1, failures = 0; ; attempt += 1) {
    const came = await once(question, manner);
    if ("answer" in came && came.answer.status >= 200 && came.answer.status < 300) return came.answer;
    const isLimited = "answer" in came && came.answer.status === 429;
    if (!isLimited) failures += 1;
    const again = isLimited || (mayAskAgain(came, question) && failures < ATTEMPTS);
    const pause = pauseAfter(came, attempt, outside);
    if (!again || outside.now() + pause > deadline) throw failureOf(came, question);
    say(`${question.host} ${inWords(came)}: asking again in ${(pause / 1000).toFixed(1)} s`);
    await outside.sleep(pause, signal);
  }
}

async function once(question: Question, { outside, signal }: Manner): Promise<Attempt> {
  const timeout = AbortSignal.timeout(question.timeout);
  const ends = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  let url = question.url;
  try {
    for (let redirects = 0; ; redirects += 1) {
      const response = await outside.fetch(url, {
        method: question.method,
        headers: question.headersFor(url),
        redirect: "manual",
        signal: ends,
        ...(question.body === undefined ? {} : { body: question.body }),
      });
      const location = response.headers.get("location");
      if (question.method !== "GET" || response.status < 300 || response.status > 399 || location === null) {
        const body = await bodyOf(response, question.name, question.limit);
        return { answer: { status: response.status, body }, headers: response.headers, redirected: redirects > 0 };
      }
      await response.body?.cancel();
      url = nextAddress(location, url, question, redirects);
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof HcpError) throw error;
    return lost(error, timeout.aborted, question.timeout);
  }
}

/** @throws HcpError where that is no address to go to */
function nextAddress(location: string, from: URL, { url: first, name, host }: Question, redirects: number): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const isAsSafe = next !== undefined && (next.protocol === "https:" || next.protocol === first.protocol);
  if (isAsSafe && redirects < MOST_REDIRECTS) return next;
  throw new HcpError(
    `${host} answers to ${name} with ${isAsSafe ? `more than ${MOST_REDIRECTS} redirections` : "a redirection to an address that is not HTTPS"}: that is not followed.`,
  );
}

/** How a request did not get to the server, by the system's and OpenSSL's names. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

function lost(error: unknown, timedOut: boolean, timeout: number): Attempt {
  const cause = (error as { cause?: { code?: unknown } }).cause;
  const code = typeof cause?.code === "string" ? cause.code : undefined;
  if (timedOut) return { lost: `gives no answer within ${timeout / 1000} s`, notSent: false, final: false };
  if (code !== undefined && CERTIFICATE.test(code)) {
    return { lost: `shows a certificate that is not trusted (${code})`, notSent: true, final: true };
  }
  const why = code === undefined ? "the connection was lost" : code;
  return { lost: `cannot be reached (${why})`, notSent: code !== undefined && NOT_SENT.has(code), final: false };
}

/** Whether to ask again after a failure. What was to be created may be there: whoever creates looks first. */
function mayAskAgain(came: Attempt, { method }: Question): boolean {
  if ("lost" in came) return !came.final && (came.notSent || method !== "POST");
  // The temporary address that a redirection leads to is valid for a minute: a new one is asked for.
  const isStale = came.redirected && came.answer.status >= 400;
  return isStale || (came.answer.status >= 500 && method !== "POST");
}

function pauseAfter(came: Attempt, attempt: number, { now, random }: Outside): number {
  if ("lost" in came || !came.headers.has("retry-after")) {
    const isLimited = "answer" in came && came.answer.status === 429;
    return isLimited ? limitPause(came.headers, attempt, now(), random()) : failurePause(attempt, random());
  }
  return limitPause(came.headers, attempt, now(), random());
}

function inWords(came: Attempt): string {
  return "lost" in came ? came.lost : `answers ${came.answer.status}`;
}

function failureOf(came: Attempt, question: Question): HcpError {
  if ("answer" in came && came.answer.status < 500 && !came.redirected) {
    return refusal(came.answer.status, came.answer.body.toString("utf8"), question);
  }
  const remedy =
    "lost" in came && came.final
      ? "name the file of its authority in NODE_EXTRA_CA_CERTS."
      : "whether it was done is not known. Try again later.";
  return new HcpUnavailable(`${question.host} ${inWords(came)} to ${question.name}: ${remedy}`);
}
