import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bodyOf, LARGEST_BODY } from "../request/body";
import { looksLikeSignature } from "../request/signature";
import { type Requirements, verify } from "../request/verify";
import type { Desk, Taken } from "./desk";
import { type Log, namesOf } from "./log";
import type { ServiceMetrics } from "./service-metrics";

/** Where HCP Terraform sends its requests. */
export const RUN_TASK_PATH = "/run-task";

/** How long a client may take for its headers, and for the whole request, in milliseconds. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 20_000;
/** Beyond this many connections further ones are closed. */
const MOST_CONNECTIONS = 500;

export interface ServerParts {
  readonly requirements: Requirements;
  readonly desk: Desk;
  readonly metrics: ServiceMetrics;
  readonly log: Log;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** What listens: it answers HCP Terraform before anything is downloaded, and whoever asks how the service is. */
export function runTaskServer(parts: ServerParts): Server {
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: 5_000 },
    (request, response) => {
      answerTo(request, parts).then(
        (answer) => send(request, response, answer),
        // The client is gone, or was too slow.
        () => response.destroy(),
      );
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

async function answerTo(request: IncomingMessage, parts: ServerParts): Promise<Answer> {
  const path = (request.url ?? "").split("?", 1)[0];
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (path === "/health" && isRead) return health(parts.desk);
  if (path === "/metrics" && isRead)
    return { status: 200, text: parts.metrics.text(), type: "text/plain; version=0.0.4" };
  if (path !== RUN_TASK_PATH)
    return { status: 404, text: `There is nothing here: a run task asks at ${RUN_TASK_PATH}.` };
  if (request.method !== "POST") return { status: 405, text: "A run task sends POST." };
  const { answer, word } = await askedOf(request, parts);
  parts.metrics.request(word);
  return answer;
}

function health({ isStopping }: Desk): Answer {
  const status = isStopping ? 503 : 200;
  return { status, text: JSON.stringify({ status: isStopping ? "stopping" : "ok" }), type: "application/json" };
}

interface Asked {
  readonly answer: Answer;
  /** For the count of requests. */
  readonly word: string;
}

async function askedOf(request: IncomingMessage, { requirements, desk, log }: ServerParts): Promise<Asked> {
  const header = request.headers["x-tfc-task-signature"];
  const signature = typeof header === "string" ? header : undefined;
  // Whoever has no signature to show sends no byte that is worth reading.
  const body = looksLikeSignature(signature) ? await bodyOf(request) : new Uint8Array();
  if (body === undefined) {
    const text = `The request is refused: it is larger than ${LARGEST_BODY} bytes.`;
    log("WARN", text);
    return { answer: { status: 413, text }, word: "too-large" };
  }
  const verified = verify(body, signature, requirements);
  if (verified.kind === "refused") {
    log("WARN", verified.why, { status: verified.status });
    return { answer: { status: verified.status, text: verified.why }, word: "refused" };
  }
  if (verified.kind === "test") {
    log("INFO", "HCP Terraform tries the run task.");
    // 200 exactly: 202 is taken for a failure.
    return { answer: { status: 200, text: "The run task is set up." }, word: "test" };
  }
  const taken = desk.take(verified.request);
  log(taken === "full" ? "WARN" : "INFO", TAKEN[taken].text, namesOf(verified.request));
  return { answer: TAKEN[taken], word: taken };
}

/** What HCP Terraform is answered. It asks again after anything but 200. */
const TAKEN: Readonly<Record<Taken, Answer>> = {
  accepted: { status: 200, text: "The request is accepted." },
  known: { status: 200, text: "The request was accepted before." },
  full: { status: 503, text: "The request is not accepted: too many are waiting." },
  stopping: { status: 503, text: "The request is not accepted: the service is stopping." },
};

function send(request: IncomingMessage, response: ServerResponse, { status, text, type = "text/plain" }: Answer): void {
  const isUnread = !request.complete;
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    ...(status === 503 ? { "retry-after": "10" } : {}),
    // The rest of a request that was not read to its end is not read either.
    ...(isUnread ? { connection: "close" } : {}),
  });
  response.end(`${text}\n`, () => {
    if (isUnread) request.destroy();
  });
}
