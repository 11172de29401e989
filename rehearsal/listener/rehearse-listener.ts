import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Brokers, type RunningBroker } from "../brokers/brokers";
import { Authority } from "../brokers/certificates";
import { Places } from "../brokers/places";
import type { RabbitMqSource } from "../brokers/sources";
import { REHEARSALS } from "../folders";
import { FunctionProcess } from "../functions/function-process";
import type { Assumptions } from "../poller/assumptions";
import { pollerThat } from "../poller/poller";
import type { InvocationOutcome, PollerSurroundings } from "../poller/polling";
import { Record as ProcessRecord, removeLeftovers } from "../processes/record";
import { ListenerCode } from "./code";
import type { ExampleMessage } from "./event-file";
import type { RehearsedListener } from "./find-listener";
import { Queue } from "./queue";

const USER = { username: "rehearsal", password: "rehearsal-password" } as const;
const BROKER = "b-rehearsal";
const EVENT_SOURCE = `arn:aws:mq:us-east-1:123456789012:broker:rehearsal:${BROKER}`;

/** How long Lambda gathers a batch unless told otherwise, in milliseconds. */
const DEFAULT_WINDOW = 500;

/** What happens, for whoever watches. */
export type ListenerNews =
  | { readonly kind: "up"; readonly console: string; readonly amqps: string; readonly user: typeof USER }
  | { readonly kind: "built" }
  | { readonly kind: "not-built"; readonly problem: string }
  /** A line that the function wrote. */
  | { readonly kind: "log"; readonly line: string }
  | { readonly kind: "processed"; readonly messages: number }
  /** The mapping's filters drop a message. */
  | { readonly kind: "filtered-out" }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "not-polling"; readonly result: string };

export interface ListenerWishes {
  readonly listener: RehearsedListener;
  /** Published at first, and each time the code was saved. */
  readonly messages: readonly ExampleMessage[];
  /** Whether to end once the messages are processed, or the function has failed. */
  readonly once: boolean;
  /** What AWS documents nowhere of its poller. */
  readonly assumed: Assumptions;
  readonly signal: AbortSignal;
  readonly tell: (news: ListenerNews) => void;
}

/**
 * Runs a listener here, without Terraform and without an account: a RabbitMQ server, the poller, and the code, which is loaded anew each
 * time one of its files is saved.
 *
 * @returns whether all went well, where it ends by itself
 * @throws the signal's reason when that ended it
 */
export async function rehearseListener(rabbitMq: RabbitMqSource, wishes: ListenerWishes): Promise<boolean> {
  removeLeftovers(REHEARSALS);
  const id = `r${Date.now().toString(36)}${process.pid.toString(36)}`;
  const record = new ProcessRecord(join(REHEARSALS, id));
  const brokers = new Brokers({
    ...{ source: rabbitMq, record, prefix: id, folder: join(record.folder, "brokers") },
    authority: Authority.make(join(record.folder, "authority")),
    places: new Places(rabbitMq.bindsAnywhere),
  });
  try {
    await brokers.start({ id: BROKER, user: USER, deploymentMode: "SINGLE_INSTANCE", configuration: [] });
    wishes.signal.throwIfAborted();
    const broker = brokers.get(BROKER) as RunningBroker;
    return await new ListenerRehearsal(broker, await Queue.declare(broker, wishes.listener), record, wishes).run();
  } finally {
    await brokers.stopAll();
    record.remove();
  }
}

class ListenerRehearsal {
  readonly #folder: string;
  #function: FunctionProcess | undefined;
  #open = 0;
  #end: (well: boolean) => void = () => {};

  constructor(
    private readonly broker: RunningBroker,
    private readonly queue: Queue,
    private readonly record: ProcessRecord,
    private readonly wishes: ListenerWishes,
  ) {
    this.#folder = join(record.folder, "listener");
    mkdirSync(this.#folder, { recursive: true });
  }

  async run(): Promise<boolean> {
    const { listener, signal, tell } = this.wishes;
    const { virtualHost, queue, batchSize, batchingWindowSeconds: window, filters } = listener;
    const { server } = this.broker;
    tell({ kind: "up", console: server.access.url, amqps: server.amqps, user: USER });
    const ended = new Promise<boolean>((resolve, reject) => {
      this.#end = resolve;
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    const code = await ListenerCode.watch(listener.source, this.#folder, (problem) => this.#built(problem));
    const poller = pollerThat(this.wishes.assumed)(
      {
        ...{ uuid: "rehearsal", eventSourceArn: EVENT_SOURCE, virtualHost, queue, secretArn: "user" },
        ...{ batchSize, batchingWindow: window === null ? DEFAULT_WINDOW : window * 1000, filters },
      },
      this.#surroundings(),
    );
    try {
      return await ended;
    } finally {
      this.#function?.stop();
      await Promise.all([code.stop(), poller.stop()]);
    }
  }

  #built(problem: string | null): void {
    const { tell, messages, once } = this.wishes;
    if (problem !== null) {
      tell({ kind: "not-built", problem });
      if (once) this.#end(false);
      return;
    }
    tell({ kind: "built" });
    this.#function?.retire();
    this.#function = this.#startFunction();
    this.#open = messages.length;
    this.queue.publish(messages).catch((error: Error) => tell({ kind: "failed", error: error.message }));
  }

  #startFunction(): FunctionProcess {
    const { timeoutSeconds: timeout, memoryMegabytes: memory, environment, region } = this.wishes.listener;
    return new FunctionProcess(
      {
        ...{ name: "listener", arn: "arn:aws:lambda:us-east-1:123456789012:function:listener" },
        ...{ handler: "index.handler", code: this.#folder, timeout, memory, logGroup: "listener" },
        // Bodies are what one looks at here.
        environment: { ...environment, AWS_REGION: region, LOG_BODIES: "true", NODE_OPTIONS: "--enable-source-maps" },
      },
      (line) => this.wishes.tell({ kind: "log", line }),
      (pid) => this.record.noteProcess(pid),
    );
  }

  #surroundings(): PollerSurroundings {
    const { server } = this.broker;
    const { tell } = this.wishes;
    return {
      broker: async () => ({ amqps: server.amqps, authority: server.access.authority }),
      secret: async () => JSON.stringify(USER),
      invoke: (event) => this.#invoke(event),
      report: ({ lastProcessingResult, stopped }) => {
        if (stopped !== undefined) tell({ kind: "not-polling", result: `${lastProcessingResult} (${stopped})` });
      },
      processed: (ids) => {
        tell({ kind: "processed", messages: ids.length });
        this.#settle(ids.length);
      },
      filteredOut: () => {
        tell({ kind: "filtered-out" });
        this.#settle(1);
      },
    };
  }

  #settle(messages: number): void {
    this.#open -= messages;
    if (this.wishes.once && this.#open <= 0) this.#end(true);
  }

  async #invoke(event: Uint8Array): Promise<InvocationOutcome> {
    if (this.#function === undefined) return { error: { type: "NotBuilt", message: "The listener does not build." } };
    const { failed, body } = await this.#function.invoke(event);
    if (!failed) return { error: null };
    const { errorType: type, errorMessage: message } = JSON.parse(body.toString());
    this.wishes.tell({ kind: "failed", error: `${type}: ${message}` });
    if (this.wishes.once) this.#end(false);
    return { error: { type, message } };
  }
}
