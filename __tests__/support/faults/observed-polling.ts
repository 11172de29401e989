import type { Assumptions } from "../../../rehearsal";
import { pollerThat } from "../../../rehearsal/poller/poller";
import type { BrokerEndpoint, InvocationOutcome, StartPoller } from "../../../rehearsal/poller/polling";
import { CuttableNetwork } from "./cuttable-network";
import { POISON } from "./faulty-listener";

const POISONED = new RegExp(`"messageId":"(${POISON}[^"]+)"`, "g");

/** Polling of a rehearsal whose way to the broker can be cut, and whose invocations are counted. */
export class ObservedPolling {
  invocations = 0;
  /** Invocations in which the function threw. */
  failures = 0;
  /** Invocations that the function did not finish in time. */
  timeouts = 0;
  /** How often each poison message was delivered, by its id. */
  readonly poisonDeliveries = new Map<string, number>();
  #network: { readonly way: CuttableNetwork; readonly port: number } | undefined;

  constructor(private readonly assumed: Assumptions) {}

  readonly start: StartPoller = (polling, around) =>
    pollerThat(this.assumed)(polling, {
      ...around,
      broker: async () => this.#through(await around.broker()),
      invoke: async (event) => this.#count(event, await around.invoke(event)),
    });

  /** Nothing passes between poller and broker. */
  cut(): void {
    this.#network?.way.cut();
  }

  mend(): void {
    this.#network?.way.mend();
  }

  async close(): Promise<void> {
    await this.#network?.way.close();
  }

  async #through({ amqps, authority }: BrokerEndpoint): Promise<BrokerEndpoint> {
    const { hostname, port } = new URL(amqps);
    if (this.#network === undefined) {
      const way = new CuttableNetwork(hostname, Number(port));
      this.#network = { way, port: await way.open() };
    }
    return { amqps: `amqps://${hostname}:${this.#network.port}`, authority };
  }

  #count(event: Uint8Array, outcome: InvocationOutcome): InvocationOutcome {
    this.invocations += 1;
    if (outcome.error?.type === "Sandbox.Timedout") this.timeouts += 1;
    else if (outcome.error !== null) this.failures += 1;
    const text = Buffer.from(event.buffer, event.byteOffset, event.byteLength);
    if (text.includes(POISON)) {
      for (const [, id = ""] of text.toString().matchAll(POISONED)) {
        this.poisonDeliveries.set(id, (this.poisonDeliveries.get(id) ?? 0) + 1);
      }
    }
    return outcome;
  }
}
