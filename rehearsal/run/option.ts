import type { EmulatedAws } from "../emulated-aws";
import { publish } from "./publishing";
import type { StackTerraform } from "./stack-terraform";

/** What a rehearsal of an option does, in this order. */
export const PHASES = ["init", "deploy", "publish", "deliver", "plan again", "destroy"] as const;
export type Phase = (typeof PHASES)[number];

/** What became of an option. */
export interface OptionResult {
  readonly option: string;
  /** Seconds that each phase took, as far as it came. */
  readonly seconds: Partial<Record<Phase, number>>;
  /** Messages that the broker confirmed. */
  readonly published: number;
  /** How many of them the listener has processed. */
  readonly delivered: number;
  /** How many of the deliveries were not the first. */
  readonly duplicated: number;
  /** Messages that went with the broker; null where it did not answer any more, so that nobody counted them. */
  readonly lostWithBroker: number | null;
  /** What the mapping's API showed in the end. */
  readonly lastProcessingResult: string;
  /** What failed, and in which phase. */
  readonly failure: { readonly phase: Phase; readonly message: string } | null;
}

export interface OptionRun {
  readonly option: string;
  readonly aws: EmulatedAws;
  readonly terraform: StackTerraform;
  /** How many messages to publish. */
  readonly messages: number;
  readonly signal: AbortSignal;
  /** Told when a phase begins. */
  readonly begin: (phase: Phase) => void;
  /** Awaited while everything is up, before it is destroyed. */
  readonly whileUp: (up: OptionUp) => Promise<void>;
}

/** An option that is deployed. */
export interface OptionUp {
  readonly option: string;
  readonly aws: EmulatedAws;
  readonly terraform: StackTerraform;
  /** Of Terraform. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** How long messages may be on their way, in milliseconds: more for more of them. */
const DELIVERY_LIMIT = 60_000;
const DELIVERY_LIMIT_EACH = 5;

/** Deploys an option, sends messages through it, and destroys it, also when something fails on the way. */
export async function rehearseOption(run: OptionRun): Promise<OptionResult> {
  const { option, aws, terraform, messages, signal, begin, whileUp } = run;
  const seconds: Partial<Record<Phase, number>> = {};
  let failure: OptionResult["failure"] = null;
  let confirmed: readonly string[] = [];
  let lastProcessingResult = "";
  let broker = "";

  const during = async <T>(phase: Phase, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    begin(phase);
    const start = performance.now();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      failure ??= { phase, message: (error as Error).message };
      throw error;
    } finally {
      seconds[phase] = (performance.now() - start) / 1000;
    }
  };

  try {
    await during("init", () => terraform.init());
    await during("deploy", () => terraform.apply());
    const outputs = await terraform.outputs();
    const { region, publisher, uuid, brokerId } = deployed(outputs);
    broker = brokerId;
    confirmed = await during("publish", () =>
      publish((event) => aws.functions.invoke(region, publisher, event), messages),
    );
    await during("deliver", () => deliver(aws, confirmed, signal));
    lastProcessingResult = aws.mappings.get(uuid)?.report.lastProcessingResult ?? "";
    await during("plan again", async () => {
      const changes = await terraform.changes();
      if (changes !== undefined) throw new Error(`A second plan would change something:\n${changes}`);
    });
    await whileUp({ option, aws, terraform, outputs });
  } catch (error) {
    signal.throwIfAborted();
    if (failure === null) throw error;
  }
  if (seconds.deploy !== undefined) {
    await during("destroy", () => terraform.destroy()).catch((error) => {
      signal.throwIfAborted();
      if (failure === null) throw error;
    });
  }
  const lostWithBroker = aws.brokers.lostWith(broker);
  const delivered = confirmed.filter((id) => aws.tally.has(id)).length;
  const duplicated = confirmed.reduce((sum, id) => sum + Math.max(0, aws.tally.timesOf(id) - 1), 0);
  return {
    ...{ option, seconds, delivered, duplicated, lostWithBroker, lastProcessingResult, failure },
    published: confirmed.length,
  };
}

async function deliver({ tally, mappings }: EmulatedAws, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(DELIVERY_LIMIT + ids.length * DELIVERY_LIMIT_EACH);
  let arrived = 0;
  const haveArrived = () => {
    while (arrived < ids.length && tally.has(ids[arrived] ?? "")) arrived += 1;
    return arrived === ids.length;
  };
  try {
    await tally.until(haveArrived, AbortSignal.any([signal, limit]));
  } catch {
    signal.throwIfAborted();
    const missing = ids.filter((id) => !tally.has(id)).length;
    const shown = mappings.all.map(({ state, report }) => `${state}, ${report.lastProcessingResult}`).join("; ");
    throw new Error(`${missing} of ${ids.length} messages did not reach the listener. The mapping shows: ${shown}`);
  }
}

/** What the outputs of a deployed option say. */
export function deployed(outputs: Readonly<Record<string, unknown>>) {
  const functions = outputs.function_names as readonly string[];
  const [, , , region = ""] = String(outputs.broker_arn).split(":");
  return {
    region,
    publisher: functions.find((name) => name.endsWith("-publisher")) ?? "",
    listener: functions[0] ?? "",
    uuid: String(outputs.event_source_mapping_uuid),
    brokerId: String(outputs.broker_id),
  };
}
