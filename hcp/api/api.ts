import { HcpError } from "./error";
import { type Answer, exchange, type Manner, type Question } from "./exchange";
import { theOutside } from "./outside";

export interface ApiOptions {
  /** Such as `https://app.terraform.io`. */
  readonly origin: string;
  /** Of a user, a team or a run task. It is sent to the API of the origin and nowhere else. */
  readonly token: string;
  /** Which organization and workspace it is about, in words, for messages: `organization acme, workspace orders`. */
  readonly about?: string;
  /** What is outside; by default, this machine's. */
  readonly outside?: Manner["outside"];
  /** Ends what is going on, also pauses; its reason is thrown. */
  readonly signal?: AbortSignal;
  /**
   * How long to go on asking where the API limits or fails, in milliseconds.
   *
   * @default 5 minutes
   */
  readonly patience?: number;
  /** Is told, in one sentence, why there is a pause; by default nobody is. */
  readonly say?: (text: string) => void;
}

/** What a question may come with. */
export interface Asking {
  /** What the token has to be allowed, in words that go on after "the permission to". */
  readonly permission?: string;
}

/** What a download may come with. */
export interface Downloading extends Asking {
  /** How a message calls it, such as `the plan's JSON`. */
  readonly name: string;
  /** How many bytes it may have. */
  readonly limit: number;
  /**
   * How long it may take, in milliseconds.
   *
   * @default 10 minutes
   */
  readonly timeout?: number;
}

/** A resource of JSON:API, as far as all of them are alike. What is not known is passed over. */
export interface Resource<A = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly type: string;
  readonly attributes: A;
  readonly relationships?: Readonly<Record<string, { readonly data?: Reference | readonly Reference[] | null }>>;
}

export interface Reference {
  readonly id: string;
  readonly type: string;
}

/** What the API answers. */
export interface Document<D = Resource> {
  readonly data: D;
  readonly included?: readonly Resource[];
  readonly meta?: { readonly pagination?: { readonly "next-page"?: number | null } };
}

const PATH = "/api/v2";
const MEDIA_TYPE = "application/vnd.api+json";
const PATIENCE = 300_000;
/** How long an answer of the API may take, and how many bytes it may have. */
const TIMEOUT = 30_000;
const LARGEST_DOCUMENT = 64_000_000;
const BLOB_TIMEOUT = 600_000;
/** As many as HCP Terraform gives. https://developer.hashicorp.com/terraform/cloud-docs/api-docs#pagination */
const PAGE_SIZE = 100;

/**
 * The API of HCP Terraform and Terraform Enterprise. All of its methods throw `HcpRefusal`, `HcpUnavailable` or `HcpTooLarge`.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class Api {
  /** For messages. */
  readonly host: string;
  readonly #origin: string;
  readonly #token: string;
  readonly #about: string | undefined;
  readonly #manner: Manner;

  constructor({ origin, token, about, outside = theOutside, signal, patience = PATIENCE, say = () => {} }: ApiOptions) {
    const { host, origin: normal } = new URL(origin);
    this.host = host;
    this.#origin = normal;
    this.#token = token;
    this.#about = about;
    this.#manner = { outside, signal, patience, say };
  }

  /** @param path from `/api/v2` on, such as `/runs/run-1`, or an address of the API as it gave it */
  async get<T = Resource>(path: string, asking: Asking = {}): Promise<Document<T>> {
    return this.#document(await this.#ask("GET", path, asking), path);
  }

  /** Every resource of a list, page by page; the next page is asked for when it is wanted. */
  async *all<T = Resource>(path: string, asking: Asking = {}): AsyncGenerator<T> {
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1, more = true; more; ) {
      const query = `page%5Bnumber%5D=${page}&page%5Bsize%5D=${PAGE_SIZE}`;
      const answer = await this.get<readonly T[]>(`${path}${separator}${query}`, asking);
      yield* answer.data;
      const next = answer.meta?.pagination?.["next-page"] ?? page;
      more = next > page;
      page = next;
    }
  }

  /**
   * Creates something, or has an action done. Where no answer comes it is not asked again, for it may be done: see `mayBeDone`.
   *
   * @returns undefined where the answer is empty
   */
  async post<T = Resource>(path: string, body: object, asking: Asking = {}): Promise<Document<T> | undefined> {
    return this.#send("POST", path, body, asking);
  }

  /** @returns undefined where the answer is empty */
  async patch<T = Resource>(path: string, body: object, asking: Asking = {}): Promise<Document<T> | undefined> {
    return this.#send("PATCH", path, body, asking);
  }

  async delete(path: string, asking: Asking = {}): Promise<void> {
    await this.#ask("DELETE", path, asking);
  }

  /**
   * What is behind an address, of the API or of a blob, wherever it is redirected to. The token goes to the API only.
   *
   * @param path from `/api/v2` on, or a whole address
   * @returns undefined where it is not there yet (204)
   */
  async download(path: string, downloading: Downloading): Promise<Buffer | undefined> {
    const { name, limit, timeout = BLOB_TIMEOUT, permission } = downloading;
    const { status, body } = await exchange(
      { ...this.#question("GET", this.#address(path), name), permission, limit, timeout },
      this.#manner,
    );
    return status === 204 ? undefined : body;
  }

  /**
   * Sends a blob to the address that the API gave for it, which is a secret and takes no token.
   *
   * @param name how a message calls it
   */
  async upload(address: string, content: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
    const question = this.#question("PUT", new URL(address), name);
    await exchange(
      {
        ...question,
        body: content,
        timeout: BLOB_TIMEOUT,
        headersFor: () => ({ "content-type": "application/octet-stream" }),
      },
      this.#manner,
    );
  }

  async #send<T>(
    method: "POST" | "PATCH",
    path: string,
    body: object,
    asking: Asking,
  ): Promise<Document<T> | undefined> {
    const answer = await this.#ask(method, path, asking, JSON.stringify(body));
    return answer.body.length === 0 ? undefined : this.#document(answer, path);
  }

  async #ask(method: Question["method"], path: string, { permission }: Asking, body?: string): Promise<Answer> {
    const url = this.#address(path);
    if (!this.#isApi(url)) throw new HcpError(`An address that is not one of the API of ${this.host} is not asked.`);
    const name = `${method} ${url.pathname.replace(/^\/api\/v2/, "")}`;
    const sent = body === undefined ? {} : { body };
    return exchange({ ...this.#question(method, url, name), permission, ...sent }, this.#manner);
  }

  #question(method: Question["method"], url: URL, name: string): Question {
    return {
      method,
      url,
      name,
      host: this.host,
      about: this.#about,
      timeout: TIMEOUT,
      limit: LARGEST_DOCUMENT,
      headersFor: (address) =>
        this.#isApi(address)
          ? { authorization: `Bearer ${this.#token}`, "content-type": MEDIA_TYPE, accept: `${MEDIA_TYPE}, */*` }
          : {},
    };
  }

  #address(path: string): URL {
    return new URL(path.startsWith("/") ? `${this.#origin}${PATH}${path}` : path);
  }

  /** Terraform Enterprise keeps blobs on the same host, under another path: they take no token either. */
  #isApi(url: URL): boolean {
    return url.origin === this.#origin && url.pathname.startsWith(`${PATH}/`);
  }

  #document<T>({ body }: Answer, path: string): Document<T> {
    try {
      return JSON.parse(body.toString("utf8"));
    } catch {
      const name = this.#address(path).pathname;
      throw new HcpError(`${this.host} answers with something that is no JSON to ${name}: is it the host of the API?`);
    }
  }
}
