import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What an emulator answers. */
export interface EmulatedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server on this machine that answers as somebody else would. */
export abstract class HttpEmulator {
  readonly #server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const { status, headers, body } = await this.answer(request, Buffer.concat(chunks).toString("utf8"));
    response.writeHead(status, headers).end(body);
  });

  protected abstract answer(request: IncomingMessage, body: string): EmulatedAnswer | Promise<EmulatedAnswer>;

  /** @param port 0 for any that is free */
  async start(port = 0): Promise<void> {
    await once(this.#server.listen(port, "127.0.0.1"), "listening");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}
