import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { canListen, freePorts } from "./ports";

/** Where a broker listens. */
export interface Place {
  readonly address: string;
  readonly amqps: number;
  readonly https: number;
}

/** Amazon MQ's own ports. */
const AMQPS = 5671;
const HTTPS = 443;

/** Whoever listens here on an address has it for a broker, which takes seconds to listen itself: other rehearsals see that. */
const RESERVATION = 25_671;

/** Places of brokers side by side, those of other rehearsals on this machine too. */
export class Places {
  readonly #reservations = new Map<string, Server>();

  /** @param anywhere whether servers may listen on ports below 1024 and on any loopback address */
  constructor(private readonly anywhere: boolean) {}

  /** Amazon MQ's ports on a loopback address of the broker's own, or else free ports. */
  async take(): Promise<Place> {
    for (let last = 2; this.anywhere && last < 255; last += 1) {
      const address = `127.0.0.${last}`;
      if (await this.#reserve(address)) return { address, amqps: AMQPS, https: HTTPS };
    }
    const [amqps = 0, https = 0] = await freePorts(2);
    return { address: "127.0.0.1", amqps, https };
  }

  giveBack({ address }: Place): void {
    this.#reservations.get(address)?.close();
    this.#reservations.delete(address);
  }

  async #reserve(address: string): Promise<boolean> {
    const server = createServer((stranger) => stranger.destroy());
    try {
      await once(server.listen(RESERVATION, address), "listening");
    } catch {
      return false;
    }
    if ((await canListen(address, AMQPS)) && (await canListen(address, HTTPS))) {
      // It keeps no process alive.
      server.unref();
      this.#reservations.set(address, server);
      return true;
    }
    server.close();
    return false;
  }
}
