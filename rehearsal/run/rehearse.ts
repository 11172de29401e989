import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmulatedAws } from "../emulated-aws";
import { REHEARSALS } from "../folders";
import { type Assumptions, inSentences } from "../poller/assumptions";
import { pollerThat } from "../poller/poller";
import type { StartPoller } from "../poller/polling";
import { Record as ProcessRecord, removeLeftovers } from "../processes/record";
import { leftSince, takeInventory } from "./inventory";
import { type OptionResult, type OptionUp, type Phase, rehearseOption } from "./option";
import type { Prerequisites } from "./prerequisites";
import { StackTerraform, terraformEnv } from "./stack-terraform";
import { regionOf, synthesize } from "./synthesize";

/** Phases that all options of a rehearsal share. */
export const SHARED_PHASES = ["start", "synthesize", "count"] as const;
export type SharedPhase = (typeof SHARED_PHASES)[number];

/** What became of a rehearsal. */
export interface RehearsalResult {
  readonly options: readonly OptionResult[];
  /** Seconds that the shared phases took. */
  readonly seconds: Partial<Record<SharedPhase, number>>;
  /** What stood for the brokers, such as `RabbitMQ 4.3 from Debian sid`. */
  readonly rabbitMq: string;
  /** How many brokers of three nodes were asked for: one server stood for each. */
  readonly clusters: number;
  /** What is documented nowhere, and was done in one way here. */
  readonly assumed: readonly string[];
  /** What was left in the account, and which processes still ran, one line each. */
  readonly left: readonly string[];
}

export interface RehearsalWishes {
  /** Ids of options. */
  readonly options: readonly string[];
  /** How many messages to publish through each. */
  readonly messages: number;
  /** How many options are rehearsed at a time. */
  readonly atOnce: number;
  /** Variables of settings, over those of the environment. */
  readonly settings: Readonly<Record<string, string>>;
  /** What AWS documents nowhere of its poller. */
  readonly assumed: Assumptions;
  /** @default the poller of this project, with what is assumed */
  readonly startPoller?: StartPoller;
  readonly signal: AbortSignal;
  readonly begin: (phase: SharedPhase | Phase, option: string | null) => void;
  /** Awaited while an option is up, before it is destroyed. */
  readonly whileUp: (up: OptionUp) => Promise<void>;
}

/** Rehearses options one after the other, in one emulated AWS. What it has started and written is gone when it ends. */
export async function rehearse(found: Prerequisites, wishes: RehearsalWishes): Promise<RehearsalResult> {
  removeLeftovers(REHEARSALS);
  const id = `r${Date.now().toString(36)}${process.pid.toString(36)}`;
  const record = new ProcessRecord(join(REHEARSALS, id));
  try {
    const result = await new Rehearsal(found, wishes, record, id).run();
    return { ...result, left: [...result.left, ...(await stillRunning(record))] };
  } finally {
    record.remove();
  }
}

/** How long processes may take to end once they are told to, in milliseconds. */
const ENDING = 5_000;

async function stillRunning(record: ProcessRecord): Promise<readonly string[]> {
  for (const end = Date.now() + ENDING; record.running.length > 0 && Date.now() < end; ) await sleep(100);
  return record.running.map((pid) => `process ${pid}`);
}

class Rehearsal {
  readonly #seconds: Partial<Record<SharedPhase, number>> = {};

  constructor(
    private readonly found: Prerequisites,
    private readonly wishes: RehearsalWishes,
    private readonly record: ProcessRecord,
    private readonly id: string,
  ) {}

  async run(): Promise<RehearsalResult> {
    const { options, settings, signal } = this.wishes;
    const { record, found } = this;
    const noteProcess = (pid: number) => record.noteProcess(pid);
    const [started, synthesized] = await Promise.allSettled([
      this.#during("start", () =>
        EmulatedAws.start({
          ...{ account: found.account, rabbitMq: found.rabbitMq, record, name: this.id },
          startPoller: this.wishes.startPoller ?? pollerThat(this.wishes.assumed),
        }),
      ),
      this.#during("synthesize", () => synthesize(record.folder, settings, { signal, noteProcess })),
    ]);
    if (started.status === "rejected") throw started.reason;
    const aws = started.value;
    try {
      if (synthesized.status === "rejected") throw synthesized.reason;
      const folderOf = synthesized.value;
      const env = terraformEnv(found.terraform.env, aws.env, record.folder);
      const around = { binary: found.terraform.binary, env, signal, noteProcess };
      const region = regionOf(folderOf(options[0] ?? ""));
      const before = await takeInventory(aws.access(region));
      const results = await eachOf(options, this.wishes.atOnce, (option) =>
        rehearseOption({
          ...{ option, aws, signal },
          terraform: new StackTerraform(folderOf(option), around),
          messages: this.wishes.messages,
          begin: (phase) => this.wishes.begin(phase, option),
          whileUp: this.wishes.whileUp,
        }),
      );
      const left = await this.#during("count", async () => leftSince(before, await takeInventory(aws.access(region))));
      return {
        ...{ options: results, seconds: this.#seconds, left },
        rabbitMq: found.rabbitMq.name,
        clusters: aws.brokers.clusters,
        assumed: inSentences(this.wishes.assumed),
      };
    } finally {
      await aws.stop();
    }
  }

  async #during<T>(phase: SharedPhase, work: () => Promise<T>): Promise<T> {
    this.wishes.begin(phase, null);
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#seconds[phase] = (performance.now() - start) / 1000;
    }
  }
}

/** Does work for each item, some at a time. @returns the results, in the items' order */
async function eachOf<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  });
  await Promise.all(workers);
  return results;
}
