import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A server on this machine, by HTTP or by HTTPS. */
export class LocalServer {
  readonly #server: Server;

  constructor(
    private readonly certificate: Certificate | undefined,
    listener: RequestListener,
  ) {
    this.#server =
      certificate === undefined ? createServer(listener) : createSecureServer({ ...certificate }, listener);
  }

  async start(): Promise<void> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** A certificate is for a name. */
  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.certificate === undefined ? "127.0.0.1" : "localhost"}:${port}`;
  }

  get origin(): string {
    return `${this.certificate === undefined ? "http" : "https"}://${this.host}`;
  }
}

/** All that a request sends. */
export async function contentOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = await request.toArray();
  return Buffer.concat(chunks);
}
