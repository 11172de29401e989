import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccountApi } from "../account/api";
import type { Brokers } from "../brokers/brokers";
import type { Functions } from "../functions/functions";
import type { PollerSurroundings, PollingReport, StartPoller } from "../poller/polling";
import { type InterfacePlace, makeInterfaces, removeInterfaces } from "./interfaces";
import type { Mapping, MappingArguments } from "./mapping";
import type { Tally } from "./tally";

/** Milliseconds that a mapping stays in a state that passes. AWS takes 10 to 20 seconds and more for the first. */
export const TIMING = {
  creating: 1_000,
  changing: 500,
  /** Until interfaces are gone after their mapping. AWS has been seen to take 35 minutes. */
  interfaces: 2_000,
} as const;

/** What a new mapping shows. https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/event_source_mapping_test.go */
const NOTHING_YET: PollingReport = { lastProcessingResult: "No records processed", assumed: false };

/** Whether a mapping's pollers get through to what they need: what they report where they do not. */
export type Obstacle = (mapping: Mapping) => Promise<PollingReport | undefined>;

export interface MappingsParts {
  readonly api: AccountApi;
  readonly brokers: Brokers;
  readonly functions: Functions;
  readonly startPoller: StartPoller;
  readonly obstacle: Obstacle;
  readonly tally: Tally;
}

/** The event source mappings on Amazon MQ of the account, in every Region. */
export class Mappings {
  readonly #all = new Map<string, Mapping>();

  constructor(private readonly parts: MappingsParts) {}

  get(uuid: string): Mapping | undefined {
    return this.#all.get(uuid);
  }

  byArn(arn: string): Mapping | undefined {
    return this.all.find((mapping) => mapping.arn === arn);
  }

  get all(): readonly Mapping[] {
    return [...this.#all.values()];
  }

  create(region: string, given: MappingArguments, functionArn: string, place: InterfacePlace | undefined): Mapping {
    const uuid = randomUUID();
    const [, partition, , , account] = functionArn.split(":");
    const mapping: Mapping = {
      ...{ uuid, region, functionArn },
      arn: `arn:${partition}:lambda:${region}:${account}:event-source-mapping:${uuid}`,
      arguments: given,
      tags: { ...given.Tags },
      state: "Creating",
      lastModified: Date.now(),
      report: NOTHING_YET,
      reason: "USER_INITIATED",
      poller: undefined,
      interfaces: [],
    };
    this.#all.set(uuid, mapping);
    this.#settle(mapping, TIMING.creating, async () => {
      if (place !== undefined) {
        const description = `AWS Lambda VPC ENI-armq-${account}-${uuid}-${randomUUID().slice(0, 8)}`;
        mapping.interfaces = await makeInterfaces(this.parts.api, region, description, place);
      }
      if (given.Enabled !== false) await this.#poll(mapping);
    });
    return mapping;
  }

  update(mapping: Mapping, given: MappingArguments, functionArn: string): void {
    const { Enabled: before = true } = mapping.arguments;
    const { Enabled: after = before } = given;
    mapping.arguments = { ...mapping.arguments, ...given };
    mapping.functionArn = functionArn;
    mapping.lastModified = Date.now();
    mapping.reason = "USER_INITIATED";
    mapping.state = before === after ? "Updating" : after ? "Enabling" : "Disabling";
    this.#settle(mapping, TIMING.changing, async () => {
      await this.#stop(mapping);
      if (after) await this.#poll(mapping);
    });
  }

  delete(mapping: Mapping): void {
    mapping.state = "Deleting";
    mapping.lastModified = Date.now();
    void (async () => {
      await Promise.all([this.#stop(mapping), sleep(TIMING.changing)]);
      this.#all.delete(mapping.uuid);
      await sleep(TIMING.interfaces);
      await removeInterfaces(this.parts.api, mapping.region, mapping.interfaces).catch(() => {});
    })();
  }

  /** What the network or the permissions of the account say has changed: mappings poll, or no longer do. */
  async judgeAgain(): Promise<void> {
    for (const mapping of this.all) {
      if (mapping.state !== "Enabled") continue;
      // What is half changed or half deleted may not be readable: the next change tells again.
      const obstacle = await this.parts.obstacle(mapping).catch(() => mapping.report);
      if (mapping.state !== "Enabled" || obstacle === mapping.report) continue;
      if (obstacle === undefined && mapping.poller === undefined && mapping.report.stopped === undefined) {
        this.#startPoller(mapping);
      } else if (obstacle !== undefined) {
        // Packets pass no more: nobody says goodbye.
        mapping.poller?.kill();
        mapping.poller = undefined;
        mapping.report = obstacle;
      }
    }
  }

  /** Ends all polling at once, whatever functions do just now: the account goes with it. */
  killAll(): void {
    for (const mapping of this.all) {
      mapping.poller?.kill();
      mapping.poller = undefined;
    }
  }

  /** Lets a passing state pass, once what it stands for is done and its time is over. */
  #settle(mapping: Mapping, time: number, work: () => Promise<void>): void {
    const state = mapping.state;
    void (async () => {
      await Promise.all([work(), sleep(time)]);
      if (mapping.state === state) mapping.state = mapping.arguments.Enabled === false ? "Disabled" : "Enabled";
    })().catch((error: Error) => {
      process.stderr.write(`The mapping ${mapping.uuid} failed: ${error.message}\n`);
    });
  }

  async #poll(mapping: Mapping): Promise<void> {
    mapping.report = NOTHING_YET;
    const obstacle = await this.parts.obstacle(mapping);
    if (obstacle === undefined) this.#startPoller(mapping);
    else mapping.report = obstacle;
  }

  async #stop(mapping: Mapping): Promise<void> {
    const { poller } = mapping;
    mapping.poller = undefined;
    await poller?.stop();
  }

  #startPoller(mapping: Mapping): void {
    const { EventSourceArn = "", BatchSize = 100, MaximumBatchingWindowInSeconds: window } = mapping.arguments;
    const access = mapping.arguments.SourceAccessConfigurations ?? [];
    const uriOf = (type: string) => access.find(({ Type }) => Type === type)?.URI;
    mapping.poller = this.parts.startPoller(
      {
        uuid: mapping.uuid,
        eventSourceArn: EventSourceArn,
        virtualHost: uriOf("VIRTUAL_HOST") ?? "/",
        queue: mapping.arguments.Queues?.[0] ?? "",
        secretArn: uriOf("BASIC_AUTH") ?? "",
        batchSize: BatchSize,
        batchingWindow: window === undefined ? DEFAULT_WINDOW : window * 1000,
        filters: (mapping.arguments.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
      },
      this.#surroundingsOf(mapping),
    );
  }

  #surroundingsOf(mapping: Mapping): PollerSurroundings {
    const { api, brokers, functions, tally } = this.parts;
    const { region } = mapping;
    return {
      broker: async () => {
        const id = brokerIdOf(mapping);
        const server = brokers.get(id)?.server;
        if (server === undefined) throw new Error(`The broker ${id} is gone.`);
        return { amqps: server.amqps, authority: server.access.authority };
      },
      secret: async (arn) => {
        const target = "secretsmanager.GetSecretValue";
        const answer = await api.json<{ SecretString?: string }>("secretsmanager", region, target, { SecretId: arn });
        return answer?.SecretString;
      },
      invoke: async (event) => {
        const [, name = ""] = /:function:([^:]+)/.exec(mapping.functionArn) ?? [];
        const { failed, body } = await functions.invoke(region, name, event);
        if (!failed) return { error: null };
        const { errorType: type, errorMessage: message } = JSON.parse(body.toString());
        return { error: { type, message } };
      },
      report: (report) => {
        mapping.report = report;
      },
      processed: (messageIds) => tally.note(messageIds),
    };
  }
}

/** Milliseconds. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching */
const DEFAULT_WINDOW = 500;

/** The last part of its ARN. */
export function brokerIdOf({ arguments: { EventSourceArn = "" } }: Pick<Mapping, "arguments">): string {
  return EventSourceArn.split(":").at(-1) ?? "";
}
