import * as http from "node:http";
import * as https from "node:https";
import { ExplainedError } from "../shared/explained-error";
import { NotYet, type Patience } from "../shared/patience";
import type { RabbitMqCredentials } from "../shared/rabbitmq-credentials";
import { withoutFullStop } from "../shared/without-full-stop";

/** How long a starting broker may refuse a right password, in milliseconds: it listens before its users are there. */
const LOGIN_LIMIT = 60_000;

/** How long an invocation at the same time may get in the way, in milliseconds. */
const RACE_LIMIT = 30_000;

/** What Node says when a certificate is not to be trusted. */
const CERTIFICATE_ERROR = /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

/**
 * RabbitMQ's management HTTP API. Every request is repeatable, and is tried again while the broker comes up.
 *
 * @see https://www.rabbitmq.com/docs/http-api-reference
 */
export class ManagementApi {
  readonly #agent: http.Agent;
  readonly #send: typeof http.request;

  /**
   * @param url `https://…`, verified against the machine's trusted authorities; `http://…` where {@link brokerUrl} took it
   * @param credentials the administrator's
   * @param patience how long to try
   */
  constructor(
    private readonly url: URL,
    private readonly credentials: RabbitMqCredentials,
    readonly patience: Patience,
  ) {
    const { Agent, request } = url.protocol === "https:" ? https : http;
    this.#agent = new Agent({ keepAlive: true });
    this.#send = request;
  }

  /**
   * @param path the path's parts after `/api`, as they are: a virtual host may well be called `/`
   * @returns undefined when there is no such object
   */
  async get<T>(path: readonly string[]): Promise<T | undefined> {
    const { status, body } = await this.#request("GET", path);
    return status === 404 ? undefined : (JSON.parse(body) as T);
  }

  /** Creates or replaces an object. */
  async put(path: readonly string[], body: object): Promise<void> {
    await this.#request("PUT", path, body);
  }

  /** Adds an object to a collection. */
  async post(path: readonly string[], body: object): Promise<void> {
    await this.#request("POST", path, body);
  }

  /** Deletes an object; one that is not there is as good as deleted. */
  async delete(path: readonly string[]): Promise<void> {
    await this.#request("DELETE", path);
  }

  /** Closes the connections that were kept for further requests. */
  close(): void {
    this.#agent.destroy();
  }

  async #request(method: string, path: readonly string[], body?: object): Promise<Answer> {
    const resource = `/api/${path.map(encodeURIComponent).join("/")}`;
    return this.patience.until(async () => {
      const answer = await this.#attempt(method, resource, body).catch((error: NodeJS.ErrnoException) => {
        throw this.#unreachable(error);
      });
      const absent = answer.status === 404 && method !== "PUT" && method !== "POST";
      if (answer.status < 300 || absent) return answer;
      throw this.#refused(`${method} ${resource}`, answer);
    });
  }

  #attempt(method: string, resource: string, body: object | undefined): Promise<Answer> {
    const { username, password } = this.credentials;
    const content = body === undefined ? "" : JSON.stringify(body);
    const options: https.RequestOptions = {
      method,
      agent: this.#agent,
      auth: `${username}:${password}`,
      // NODE_TLS_REJECT_UNAUTHORIZED must not weaken this.
      rejectUnauthorized: true,
      signal: this.patience.callSignal(),
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(content) },
    };
    return new Promise((resolve, reject) => {
      const request = this.#send(new URL(resource, this.url), options, (response) => {
        response
          .setEncoding("utf8")
          .toArray()
          .then((chunks) => resolve({ status: response.statusCode ?? 0, body: chunks.join("") }), reject);
      });
      request.once("error", reject).end(content);
    });
  }

  #unreachable(error: NodeJS.ErrnoException): Error {
    if (CERTIFICATE_ERROR.test(error.code ?? "")) {
      return new ExplainedError(
        "BrokerNotTrusted",
        `The certificate of ${this.url.origin} is not trusted: ${withoutFullStop(error.message)}. Nothing was sent to it. Check that this ` +
          "is the broker's own name, and that nothing between the function and the broker answers in its place.",
      );
    }
    return new NotYet(
      "BrokerUnreachable",
      `The management API at ${this.url.origin} cannot be reached: ${error.message || error.code}. Either the broker is ` +
        "still starting, or the function's subnets and security group have no path to it on that port.",
    );
  }

  #refused(request: string, { status, body }: Answer): Error {
    const reason = `${request} gave ${status}: ${reasonIn(body)}`;
    if (status === 401) {
      return new NotYet(
        "LoginRefused",
        `The broker refuses the administrator ${JSON.stringify(this.credentials.username)}: ${reason}. The secret's ` +
          "password must be the broker's, and the user must have the tag administrator.",
        LOGIN_LIMIT,
      );
    }
    if (status >= 500 || status === 429) {
      return new NotYet("BrokerFailed", `The broker at ${this.url.origin} failed: ${reason}.`);
    }
    const refusal = `The broker at ${this.url.origin} refused: ${reason}.`;
    // RabbitMQ says so when another request created the same user in the meantime: then this one changes it.
    return body.includes("already_exists")
      ? new NotYet("BrokerRefused", refusal, RACE_LIMIT)
      : new ExplainedError("BrokerRefused", refusal);
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The reason in RabbitMQ's own words; other bodies, such as a proxy's page, are left out. */
function reasonIn(body: string): string {
  try {
    return String(JSON.parse(body).reason ?? "no reason given");
  } catch {
    return "no reason given";
  }
}
