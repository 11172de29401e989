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

/** Places of brokers side by side. */
export class Places {
  readonly #taken = new Set<string>();

  /** @param anywhere whether servers may listen on ports below 1024 and on any loopback address */
  constructor(private readonly anywhere: boolean) {}

  /** Amazon MQ's ports on a loopback address of the broker's own, or else free ports. */
  async take(): Promise<Place> {
    for (let last = 2; this.anywhere && last < 255; last += 1) {
      const address = `127.0.0.${last}`;
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      if ((await canListen(address, AMQPS)) && (await canListen(address, HTTPS))) {
        return { address, amqps: AMQPS, https: HTTPS };
      }
    }
    const [amqps = 0, https = 0] = await freePorts(2);
    return { address: "127.0.0.1", amqps, https };
  }

  giveBack({ address }: Place): void {
    this.#taken.delete(address);
  }
}
