import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CALLBACK, type SentCallback, type SentOutcome } from "./run-task-callback";
import { KEY, payload, signed } from "./run-task-payload";
import { contentOf, LocalServer } from "./server";

/** How a request of the service is answered instead of as it should be. */
export type Trouble =
  /** None, this time. */
  | "none"
  /** This status, with an error as the API writes it. */
  | number
  /** The connection is cut before there is an answer. */
  | "cut"
  /** What is asked for is done, and the answer is lost. */
  | "done-and-cut"
  /** The plan is not finished: 204. */
  | "not-finished"
  /** The temporary address has expired. */
  | "stale"
  /** The connection is cut in the middle of the content. */
  | "cut-off"
  /** Nothing comes. */
  | "silent"
  /** Content comes, without an end. */
  | "endless";

/** One request to a run task, and how HCP Terraform behaves meanwhile. */
export interface RunTaskScript {
  readonly stage?: string;
  /** The bytes behind the plan's address; null: there is none. */
  readonly plan?: Buffer | null;
  /** The bytes behind the configuration's address; null: there is none. */
  readonly archive?: Buffer | null;
  readonly workingDirectory?: string;
  /** Whether outcomes may be sent. */
  readonly outcomes?: boolean;
  /** What goes wrong with each download, in order; the last one again and again if it is said to last. */
  readonly planTroubles?: readonly Trouble[];
  readonly archiveTroubles?: readonly Trouble[];
  readonly callbackTroubles?: readonly Trouble[];
  /** Whether the last trouble of each list lasts. */
  readonly lasting?: boolean;
  /** After how many callbacks the token has expired. */
  readonly expiresAfter?: number;
  /** After how many callbacks HCP Terraform has given up waiting. */
  readonly givenUpAfter?: number;
}

/** A result as HCP Terraform has it. */
export class TaskResult {
  readonly id = `taskrs-${randomBytes(8).toString("hex")}`;
  readonly token = `planted-token-${randomBytes(12).toString("hex")}`;
  readonly key = randomBytes(6).toString("hex");
  /** What was taken, in order. */
  readonly taken: SentCallback[] = [];
  /** How often the final result was taken: never more than once. */
  finals = 0;
  /** How often the service called back, taken or not. */
  calls = 0;
  /** How often the plan or the configuration was asked for. */
  downloads = 0;
  /** Until it is final, or nothing can be told any more. */
  readonly ended: Promise<void>;
  end: () => void = () => {};
  readonly #used = { plan: 0, archive: 0, callback: 0 };

  constructor(readonly script: RunTaskScript) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  get status(): string {
    return this.taken.at(-1)?.attributes.status ?? "pending";
  }

  get message(): string {
    return this.taken.at(-1)?.attributes.message ?? "";
  }

  get outcomes(): readonly SentOutcome[] {
    const sent = this.taken.flatMap(({ relationships }) => relationships?.outcomes.data ?? []);
    return sent.map(({ attributes }) => attributes);
  }

  take(sent: SentCallback): void {
    this.taken.push(sent);
    if (sent.attributes.status === "running") return;
    this.finals += 1;
    this.end();
  }

  /** What goes wrong this time. */
  next(list: "plan" | "archive" | "callback"): Trouble | undefined {
    const troubles = this.script[`${list}Troubles`] ?? [];
    const index = this.#used[list]++;
    return troubles[index] ?? (this.script.lasting ? troubles.at(-1) : undefined);
  }
}

const BLOBS = "/v1/object/";

/** HCP Terraform, as far as a run task sees of it: it asks, shows plans and configurations, and takes results. */
export class RunTaskStandIn {
  /** Whatever was wrong with what the service sent; empty at the end of each test. */
  readonly complaints: string[] = [];
  readonly #results = new Map<string, TaskResult>();
  readonly #blobs = new Map<string, { readonly content: Buffer; readonly trouble: Trouble | undefined }>();
  readonly #api = new LocalServer(undefined, (request, response) => void this.#answer(request, response));
  readonly #archivist = new LocalServer(undefined, (request, response) => this.#blob(request, response));
  /** Addresses that are secrets, and were given to the service. */
  readonly secretAddresses: string[] = [];

  async start(): Promise<void> {
    await this.#api.start();
    await this.#archivist.start();
  }

  async stop(): Promise<void> {
    await this.#api.stop();
    await this.#archivist.stop();
  }

  /** As the service's `--hostname` has it. */
  get hostname(): string {
    return this.#api.host;
  }

  /** A result that somebody is to be asked for. */
  result(script: RunTaskScript): TaskResult {
    const result = new TaskResult(script);
    this.#results.set(result.key, result);
    return result;
  }

  /** What is sent to ask for it. */
  payloadOf({ id, token, key, script }: TaskResult): Record<string, unknown> {
    const { stage = "post_plan", plan = null, archive = null, workingDirectory = "", outcomes = true } = script;
    const api = `${this.#api.origin}/api/v2`;
    return payload({
      stage,
      access_token: token,
      task_result_id: id,
      run_id: `run-${key}`,
      capabilities: { outcomes },
      task_result_callback_url: `${api}/task-results/${key}/callback?url_code=${key}`,
      plan_json_api_url: plan === null ? null : `${api}/plans/${key}/json-output`,
      configuration_version_download_url: archive === null ? null : `${api}/configuration-versions/${key}/download`,
      workspace_working_directory: workingDirectory,
    });
  }

  /** Asks a service, as HCP Terraform does. */
  async ask(url: string, result: TaskResult, key = KEY): Promise<Response> {
    const body = JSON.stringify(this.payloadOf(result));
    const headers = {
      "content-type": "application/json",
      "user-agent": "TFC/1.0 (+https://app.terraform.io; TFC)",
      "x-tfc-task-signature": signed(body, key),
    };
    return fetch(url, { method: "POST", body, headers });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", this.#api.origin);
    const [, kind = "", key = ""] =
      /^\/api\/v2\/(task-results|plans|configuration-versions)\/(\w+)\//.exec(pathname) ?? [];
    const result = this.#results.get(key);
    if (result === undefined) {
      refuse(response, 404);
    } else if (kind === "task-results") {
      await this.#callback(result, request, response);
    } else if (request.headers.authorization !== `Bearer ${result.token}`) {
      refuse(response, 401);
    } else {
      result.downloads += 1;
      this.#redirect(result, kind === "plans" ? "plan" : "archive", response);
    }
  }

  #redirect(result: TaskResult, kind: "plan" | "archive", response: ServerResponse): void {
    const { script } = result;
    const trouble = result.next(kind);
    if (typeof trouble === "number") refuse(response, trouble);
    else if (trouble === "not-finished") response.writeHead(204).end();
    else if (trouble === "cut") response.destroy();
    else {
      const address = `${this.#archivist.origin}${BLOBS}planted-blob-${randomBytes(12).toString("hex")}`;
      this.secretAddresses.push(address);
      this.#blobs.set(new URL(address).pathname, { content: script[kind] ?? Buffer.alloc(0), trouble });
      response.writeHead(kind === "plan" ? 307 : 302, { location: address }).end();
    }
  }

  #blob(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.authorization !== undefined) this.complaints.push("a token was sent to a blob's address");
    const blob = this.#blobs.get(request.url ?? "");
    if (blob === undefined || blob.trouble === "stale") refuse(response, 404);
    else if (blob.trouble === "endless") endless(response);
    else if (blob.trouble !== "silent") {
      const { content, trouble } = blob;
      response.writeHead(200, { "content-type": "application/octet-stream", "content-length": content.length });
      if (trouble === "cut-off") response.write(content.subarray(0, content.length / 2), () => response.destroy());
      else response.end(content);
    }
  }

  async #callback(result: TaskResult, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { script } = result;
    result.calls += 1;
    const content = await contentOf(request);
    this.#lookAt(result, request);
    const trouble = result.next("callback");
    const isExpired = result.calls > (script.expiresAfter ?? Number.POSITIVE_INFINITY);
    const isFinal = result.finals > 0 || result.calls > (script.givenUpAfter ?? Number.POSITIVE_INFINITY);
    const { success, data: sent, error } = CALLBACK.safeParse(JSON.parse(content.toString("utf8")));
    if (trouble === "cut") {
      response.destroy();
    } else if (typeof trouble === "number") {
      refuse(response, trouble);
    } else if (isExpired || request.headers.authorization !== `Bearer ${result.token}`) {
      refuse(response, 401);
      result.end();
    } else if (isFinal) {
      refuse(response, 409);
      result.end();
    } else if (!success) {
      this.complaints.push(error.message);
      refuse(response, 422);
    } else {
      result.take(sent.data);
      if (trouble === "done-and-cut") response.destroy();
      else response.writeHead(200, { "content-type": MEDIA_TYPE }).end(JSON.stringify({ data: { id: result.id } }));
    }
  }

  #lookAt({ key }: TaskResult, { method, url = "", headers }: IncomingMessage): void {
    if (method !== "PATCH") this.complaints.push(`a callback by ${method}`);
    if (headers["content-type"] !== MEDIA_TYPE) this.complaints.push(`a callback of type ${headers["content-type"]}`);
    if (!url.endsWith(`?url_code=${key}`)) this.complaints.push("the callback's address was not used as it was given");
  }
}

const MEDIA_TYPE = "application/vnd.api+json";

function refuse(response: ServerResponse, status: number): void {
  const error = { status: `${status}`, title: "somebody's words", detail: "https://archivist.example/planted-detail" };
  const headers = status === 429 ? { "x-ratelimit-reset": "0.01" } : {};
  response.writeHead(status, { "content-type": MEDIA_TYPE, ...headers }).end(JSON.stringify({ errors: [error] }));
}

/** Content without an end, as fast as it is taken. */
function endless(response: ServerResponse): void {
  response.writeHead(200);
  const chunk = Buffer.alloc(65_536, " ");
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more).on("error", () => {});
  more();
}
