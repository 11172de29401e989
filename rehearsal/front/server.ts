import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type ApiRequest, type ApiResponse, errorResponse, signedFor } from "./exchange";

/**
 * What answers some requests itself, or changes what the account answers to them.
 *
 * @returns undefined for requests that are not its own
 */
export type Service = (request: ApiRequest, forward: () => Promise<ApiResponse>) => Promise<ApiResponse> | undefined;

/** Sees every request that was answered. */
export type Observer = (request: ApiRequest, response: ApiResponse) => void;

/** Headers that belong to one connection. */
const OWN_HEADERS = /^(connection|keep-alive|transfer-encoding|content-length)$/;

/**
 * The account as Terraform, SDKs and functions see it: a server on loopback that hands every request on to the emulated
 * account but what one of the services takes.
 */
export class Front {
  readonly #server = createServer((incoming, answer) => {
    this.#handle(incoming, answer).catch(() => answer.destroy());
  });
  readonly #services: readonly Service[];
  readonly #observers: readonly Observer[];

  constructor(
    /** The account behind it. */
    private readonly account: { readonly url: string },
    services: readonly Service[],
    observers: readonly Observer[],
  ) {
    this.#services = services;
    this.#observers = observers;
    // A client keeps a connection for its next request as long as it likes.
    this.#server.keepAliveTimeout = 600_000;
    this.#server.requestTimeout = 0;
  }

  async start(): Promise<void> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server.close(), "close");
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const { headers } = incoming;
    const given: ApiRequest = {
      ...signedFor(headers),
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: await buffer(incoming),
    };
    const forward = () => this.#forward(given, incoming.url ?? "/");
    const response = await this.#answer(given, forward);
    for (const observer of this.#observers) observer(given, response);
    answer.writeHead(response.status, { ...response.headers, "content-length": response.body.length });
    answer.end(response.body);
  }

  async #answer(given: ApiRequest, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    try {
      for (const service of this.#services) {
        const response = service(given, forward);
        if (response !== undefined) return await response;
      }
      return await forward();
    } catch (error) {
      return errorResponse(500, "InternalFailure", `The emulated account failed: ${(error as Error).message}`);
    }
  }

  #forward({ method, headers, body }: ApiRequest, path: string): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.account.url), { method, headers: withoutOwn(headers) }, (incoming) => {
        buffer(incoming).then(
          (content) =>
            resolve({ status: incoming.statusCode ?? 500, headers: withoutOwn(incoming.headers), body: content }),
          reject,
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

function withoutOwn(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || OWN_HEADERS.test(name) ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}
