import type { IncomingMessage, ServerResponse } from "node:http";
import { Blobs } from "./blobs";
import { violationsOf } from "./check";
import { Deviations } from "./deviations";
import { type Answer, errorAnswer, notFound, type Resource } from "./json-api";
import { RateLimit } from "./rate-limit";
import type { Asked, SentResource } from "./route";
import { routeOf } from "./routes";
import type { Script } from "./script";
import { Seen } from "./seen";
import { type Certificate, contentOf, LocalServer } from "./server";
import { type Holder, may } from "./tokens";
import { World } from "./world";

const MEDIA_TYPE = "application/vnd.api+json";
const API = "/api/v2";

export interface StandInOptions {
  /** By HTTPS, with this certificate for `localhost`. @default by HTTP */
  readonly certificate?: Certificate;
  /** Milliseconds since 1970. @default the machine's clock */
  readonly now?: () => number;
  /** The release of Terraform Enterprise that it is, which keeps blobs on its own host. @default HCP Terraform */
  readonly enterprise?: string;
}

/**
 * A server on this machine that answers as HCP Terraform's API would, does what a script says, remembers what it saw, and compares
 * each request and answer with what HashiCorp documents.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpStandIn {
  /** That of a user who may do everything. */
  readonly token = "user.atlasv1.throwaway";
  /** Who holds which token. */
  readonly holders = new Map<string, Holder>([[this.token, { kind: "user" }]]);
  readonly seen = new Seen();
  /** Where a request or an answer was not as documented; `stop` throws when there are any. */
  readonly violations: string[] = [];
  /** What there is. */
  readonly world: World;
  /** The name of the organization that is there from the start. */
  readonly organization = "acme";
  readonly #now: () => number;
  readonly #rateLimit = new RateLimit();
  #deviations = new Deviations([]);
  readonly #api: LocalServer;
  readonly #blobs: LocalServer;

  constructor(private readonly options: StandInOptions = {}) {
    this.#now = options.now ?? Date.now;
    this.#api = new LocalServer(options.certificate, (request, response) => this.#answer(request, response, "api"));
    this.#blobs = new LocalServer(options.certificate, (request, response) => this.#answer(request, response, "blobs"));
    this.world = new World(this.#now, new Blobs(() => this.#blobOrigin, this.#now));
    this.world.addOrganization(this.organization);
  }

  async start(): Promise<void> {
    await this.#api.start();
    await this.#blobs.start();
  }

  /** @throws Error where a request or an answer was not as documented */
  async stop(): Promise<void> {
    await this.#api.stop();
    await this.#blobs.stop();
    if (this.violations.length > 0) throw new Error(`Not as documented:\n${this.violations.join("\n")}`);
  }

  /** Host and port of the API. */
  get host(): string {
    return this.#api.host;
  }

  /** The API's scheme, host and port. */
  get url(): string {
    return this.#api.origin;
  }

  /** Says what is to happen from now on. */
  play(script: Script): void {
    this.world.script = script;
    this.#deviations = new Deviations(script.deviations ?? []);
  }

  /** Makes a workspace, as somebody else would have. */
  workspace(name: string, attributes: Record<string, unknown> = {}): Resource {
    const organization = this.world.organization(this.organization) as Resource;
    return this.world.addWorkspace(organization, { name, ...attributes });
  }

  /** The archives that were uploaded, in order. */
  get archives(): readonly Buffer[] {
    return [...this.world.archives.values()];
  }

  /** Lets a run go on whose state the script makes last. @param index of the run, in order of creation */
  goOn(index = 0): void {
    this.world.advance();
    this.world.runs.state(this.world.runs.nth(index)).goOn(this.#now());
  }

  get #blobOrigin(): string {
    return this.options.enterprise === undefined ? this.#blobs.origin : `${this.#api.origin}/_archivist`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, server: "api" | "blobs"): Promise<void> {
    const content = await contentOf(request);
    const { method = "", url = "", headers } = request;
    const { pathname, searchParams } = new URL(url, this.url);
    this.world.advance();
    const isBlob = server === "blobs" || pathname.startsWith("/_archivist/");
    const path = isBlob ? pathname.replace(/^\/_archivist/, "") : pathname;
    const found = isBlob ? undefined : routeOf(method, path.startsWith(API) ? path.slice(API.length) : "");
    const call = isBlob ? `${method} blob` : `${method} ${found?.route.path ?? path}`;
    const body = jsonOf(content);
    const deviation = this.#deviations.next(call);
    const isDone = deviation === undefined || deviation.done === true;
    const usual = (): Answer =>
      isBlob
        ? this.world.blobs.answer(method, path, searchParams, headers.authorization, content)
        : this.#ofApi(method, path, searchParams, headers.authorization, body);
    const done = isDone ? usual() : undefined;
    const answer = deviation === undefined ? done : otherwise(deviation);
    const seen = { method, path, route: found?.route.path, query: Object.fromEntries(searchParams), headers };
    this.seen[isBlob ? "blobs" : "api"].push({
      ...seen,
      raw: content,
      body,
      status: answer?.status ?? 0,
      at: this.#now(),
    });
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    const bytes = Buffer.isBuffer(answer.body)
      ? answer.body
      : Buffer.from(answer.body === undefined ? "" : JSON.stringify(answer.body));
    response.writeHead(answer.status, { ...this.#headers(isBlob, bytes), ...answer.headers }).end(bytes);
  }

  #headers(isBlob: boolean, content: Buffer): Record<string, string> {
    return {
      ...(content.length === 0 || isBlob ? {} : { "content-type": MEDIA_TYPE }),
      ...(isBlob
        ? {}
        : {
            "x-ratelimit-limit": "30",
            "tfp-api-version": "2.6",
            "tfp-appname": this.options.enterprise === undefined ? "HCP Terraform" : "Terraform Enterprise",
            ...(this.options.enterprise === undefined ? {} : { "x-tfe-version": this.options.enterprise }),
          }),
    };
  }

  #ofApi(method: string, path: string, query: URLSearchParams, credentials: string | undefined, body: unknown): Answer {
    // https://developer.hashicorp.com/terraform/internals/remote-service-discovery
    if (path === "/.well-known/terraform.json") {
      return { status: 200, headers: { "content-type": "application/json" }, body: { "tfe.v2": `${API}/` } };
    }
    if (path === `${API}/ping`) return { status: 204 };
    const holder = this.holders.get(credentials?.replace(/^Bearer /, "") ?? "");
    if (holder === undefined) return errorAnswer(401);
    const limited = this.#rateLimit.refusal(credentials ?? "", this.#now(), this.world.script.requestsPerSecond);
    if (limited !== undefined) return limited;
    const found = path.startsWith(API) ? routeOf(method, path.slice(API.length)) : undefined;
    if (found === undefined) {
      this.violations.push(`${method} ${path} is asked for, which the stand-in does not know`);
      return notFound;
    }
    const { route, at } = found;
    const asked: Asked = { at, query, body, data: sentIn(body), may: (permission) => may(holder, permission) };
    this.world.holder = holder;
    const isThere = route.needs === undefined || asked.may(route.needs);
    const result = isThere ? route.answer(this.world, asked) : notFound;
    const answer = result === undefined ? notFound : "status" in result ? result : this.world.one(result, query);
    this.violations.push(...violationsOf(route, body, answer));
    return answer;
  }
}

function otherwise({ status, headers = {}, body }: NonNullable<Script["deviations"]>[number]): Answer | undefined {
  if (status === undefined) return undefined;
  return body === undefined ? errorAnswer(status, undefined, headers) : { status, headers, body };
}

function jsonOf(content: Buffer): unknown {
  try {
    return content.length === 0 ? undefined : JSON.parse(content.toString("utf8"));
  } catch {
    return undefined;
  }
}

function sentIn(body: unknown): SentResource {
  const { data } = (body ?? {}) as { readonly data?: Partial<SentResource> };
  return { ...data, attributes: data?.attributes ?? {}, relationships: data?.relationships ?? {} };
}
