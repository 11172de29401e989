import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The way to a port of this machine, which can be cut as a cable can: nothing passes, and nobody is told. */
export class CuttableNetwork {
  #isCut = false;
  readonly #ends = new Set<Socket>();
  readonly #server = createServer((near) => {
    const far = connect(this.port, this.address);
    this.#join(near, far);
    this.#join(far, near);
  });

  /**
   * @param address where it leads, and where it begins: certificates name addresses
   * @param port where it leads
   */
  constructor(
    private readonly address: string,
    private readonly port: number,
  ) {}

  /** @returns the port to connect to */
  async open(): Promise<number> {
    await once(this.#server.listen(0, this.address), "listening");
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) end.pause();
  }

  /** Connections that were cut stay dead, as they do where addresses are translated. */
  mend(): void {
    this.#isCut = false;
    for (const end of this.#ends) if (end.isPaused()) end.destroy();
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end.destroy();
    await once(this.#server.close(), "close");
  }

  #join(from: Socket, to: Socket): void {
    this.#ends.add(from);
    if (this.#isCut) from.pause();
    from.on("data", (chunk) => to.write(chunk));
    from.on("error", () => {});
    from.on("close", () => {
      this.#ends.delete(from);
      // Cut off, the other end does not hear of it.
      if (!this.#isCut) to.destroy();
    });
  }
}
