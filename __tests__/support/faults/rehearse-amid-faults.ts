import { existsSync } from "node:fs";
import { terraformBinary } from "../../../cli/terraform/binary";
import {
  ASSUMPTIONS,
  type Assumptions,
  findPrerequisites,
  type OptionUp,
  type RehearsalResult,
  rehearse,
} from "../../../rehearsal";
import type { RabbitMqSource } from "../../../rehearsal/brokers/sources";
import { type Verified, verifyDeployed } from "../verify-deployed";
import { ObservedPolling } from "./observed-polling";
import { type FaultsGiven, type FaultsResult, publishUntilDestroyed, runFaults } from "./run-faults";

/** An option with a cluster, in subnets without a way out. */
const OPTION = "option-4-isolated";

/** Pauses that a hundred thousand messages can wait for. */
const QUICK: Assumptions = { ...ASSUMPTIONS, pauseAfterError: 20, pauseBeforeConnecting: 100 };

interface Given extends FaultsGiven {
  /** Messages that are published before anything fails. */
  readonly before: number;
  readonly signal: AbortSignal;
  /** @default reject */
  readonly returnedBy?: Assumptions["returnedBy"];
  /** @default what is found first */
  readonly rabbitMq?: RabbitMqSource;
}

/** What became of an option that was rehearsed amid faults, and destroyed in the middle of traffic. */
export interface RehearsedAmidFaults {
  readonly rehearsal: RehearsalResult;
  /** What `mqesm verify` said before anything failed. */
  readonly verified: Verified;
  readonly faults: FaultsResult;
  /** Messages that were confirmed while it was being destroyed, and not processed. */
  readonly waiting: number;
  /** Those of its files that are still there. */
  readonly files: readonly string[];
}

/** Deploys an option with a cluster, lets messages flow amid faults, and destroys it in the middle of traffic. */
export async function rehearseAmidFaults({
  before,
  signal,
  returnedBy = "reject",
  rabbitMq,
  ...given
}: Given): Promise<RehearsedAmidFaults> {
  const found = findPrerequisites(terraformBinary());
  const assumed = { ...QUICK, returnedBy };
  const polling = new ObservedPolling(assumed);
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  interrupted.catch(() => {});
  let verified: Verified | undefined;
  let faults: FaultsResult | undefined;
  let up: OptionUp | undefined;
  let confirmed: Promise<readonly string[]> = Promise.resolve([]);
  let folders: readonly string[] = [];
  try {
    const rehearsal = await rehearse(rabbitMq === undefined ? found : { ...found, rabbitMq }, {
      ...{ options: [OPTION], messages: before, atOnce: 1, assumed, signal, startPoller: polling.start },
      settings: { MQESM_BROKER_DEPLOYMENT_MODE: "CLUSTER_MULTI_AZ" },
      begin: (phase) => given.say?.(phase),
      whileUp: async (deployed) => {
        up = deployed;
        folders = [up.aws.folder, ...up.aws.brokers.all.map(({ server }) => server.folder)];
        verified = await verifyDeployed(up, OPTION);
        faults = await Promise.race([runFaults(up, polling, given), interrupted]);
        confirmed = publishUntilDestroyed(up);
      },
    });
    if (verified === undefined || faults === undefined) throw new Error(JSON.stringify(rehearsal.options));
    // Now that the mapping has ended: its last batches were processed after the publisher was gone.
    const waiting = (await confirmed).filter((id) => up?.aws.tally.has(id) !== true).length;
    return { rehearsal, verified, faults, waiting, files: folders.filter((folder) => existsSync(folder)) };
  } finally {
    await polling.close();
  }
}
