import { join } from "node:path";
import type { Record } from "../processes/record";
import type { Authority } from "./certificates";
import { putDefaultPolicies } from "./default-policies";
import { messagesIn } from "./messages";
import type { Place, Places } from "./places";
import type { RabbitMqServer } from "./server";
import type { RabbitMqSource } from "./sources";

/** What Amazon MQ is asked for, as far as the server knows it. */
export interface WantedBroker {
  readonly id: string;
  readonly user: { readonly username: string; readonly password: string };
  readonly deploymentMode: string;
  /** Lines of `rabbitmq.conf`. */
  readonly configuration: readonly string[];
}

/** A broker and the server that stands for it. */
export interface RunningBroker {
  readonly id: string;
  readonly server: RabbitMqServer;
  readonly place: Place;
}

/** As Amazon MQ for 4.2 and later. @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-4.html */
const CONFIGURATION = ["default_queue_type = quorum"];

export interface BrokersParts {
  readonly source: RabbitMqSource;
  readonly authority: Authority;
  readonly places: Places;
  /** For the files of its servers. */
  readonly folder: string;
  /** What the names of its nodes begin with. */
  readonly prefix: string;
  /** Told what is started and written. */
  readonly record: Record;
}

/** The RabbitMQ servers that stand for brokers: each with a place of its own. */
export class Brokers {
  readonly #running = new Map<string, RunningBroker>();
  readonly #lost = new Map<string, number | null>();
  #clusters = 0;

  constructor(private readonly parts: BrokersParts) {}

  /** Starts a server for a broker, and waits until it answers. @throws Error when it does not */
  async start({ id, user, deploymentMode, configuration }: WantedBroker): Promise<void> {
    const { source, authority, places, folder, prefix, record } = this.parts;
    const place = await places.take();
    const name = `${prefix}-${id.slice(-12)}`;
    const { address, amqps, https } = place;
    const server = source.server(
      {
        ...{ name, user, authority, address, ports: { amqps, https } },
        certificateNames: [`IP:${address}`],
        configuration: [...CONFIGURATION, ...configuration],
      },
      join(folder, name),
    );
    record.noteFolder(server.folder);
    if (deploymentMode === "CLUSTER_MULTI_AZ") this.#clusters += 1;
    this.#running.set(id, { id, server, place });
    try {
      await server.start((pid) => record.noteProcess(pid));
      await putDefaultPolicies(server.access, deploymentMode);
    } catch (error) {
      await this.#remove(id);
      throw error;
    }
  }

  get(id: string): RunningBroker | undefined {
    return this.#running.get(id);
  }

  /** How many brokers of three nodes were asked for: one server stands for each. */
  get clusters(): number {
    return this.#clusters;
  }

  /** How many messages were in the queues of a broker that was deleted; null where it did not tell. */
  lostWith(id: string): number | null {
    return this.#lost.has(id) ? (this.#lost.get(id) ?? null) : 0;
  }

  get all(): readonly RunningBroker[] {
    return [...this.#running.values()];
  }

  /** Deletes a broker, with the messages that it holds. */
  async delete(id: string): Promise<void> {
    const server = this.get(id)?.server;
    if (server === undefined) return;
    // A server that does not answer any more goes all the same.
    this.#lost.set(id, await messagesIn(server).catch(() => null));
    await this.#remove(id);
  }

  /** Ends every server. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.#remove(id)));
  }

  async #remove(id: string): Promise<void> {
    const broker = this.#running.get(id);
    if (broker === undefined) return;
    this.#running.delete(id);
    await broker.server.remove();
    this.parts.places.giveBack(broker.place);
  }
}
