import type { Api, Outside } from "../../hcp/api/index";
import { type Run, readPlanJson } from "../../hcp/runs/index";
import { type Acceptance, NOTHING_ACCEPTED } from "../check/acceptance/acceptance";
import type { Agreed } from "../check/acceptance/file";
import { LARGEST_DOCUMENT, parseDocument } from "../check/input/document";
import { folderConfiguration } from "../check/input/source-folder";
import { type Judged, judge } from "../check/judge";
import { conclude } from "../check/output/conclusion";
import type { Progress } from "../progress";
import type { UploadArguments } from "./arguments";
import { brokersLostBy } from "./brokers-lost";
import type { Target } from "./target";

/** What `mqesm check` says of a run's plan. */
export interface Verdict {
  readonly outcome: "works" | "fails" | "unknown";
  /** Why the plan was not judged; null where it was. */
  readonly why: string | null;
  readonly judged: readonly Judged[];
  /** The brokers that the plan destroys or replaces, by name. */
  readonly brokersLost: readonly string[];
  readonly acceptance: Acceptance;
}

export interface Judging {
  readonly api: Api;
  readonly outside: Outside;
  readonly target: Target;
  readonly given: UploadArguments;
  readonly agreed: Agreed;
  readonly progress: Progress;
}

/**
 * Judges the plan of a run. What its JSON has lost, the folder that was uploaded says: the plan was made from it.
 *
 * @throws Mistake where the plan cannot be judged, HcpError
 */
export async function verdictOn(
  run: Run,
  { api, outside, target, given, agreed, progress }: Judging,
): Promise<Verdict> {
  const { assume, acceptance } = agreed;
  progress.say("reading the plan");
  const bytes = await readPlanJson(api, run, LARGEST_DOCUMENT, outside);
  if (bytes === undefined) {
    const why =
      `The plan of run ${run.id} was not judged: this token may not read it. It holds sensitive values, and takes the token of a user or ` +
      `a team that administers the workspace ${target.workspace}. A run task judges plans without that: mqesm run-task --help.`;
    return {
      outcome: "unknown",
      why,
      judged: [],
      brokersLost: [],
      acceptance: NOTHING_ACCEPTED,
    };
  }
  const input = {
    name: target.name,
    json: parseDocument(`the plan of run ${run.id}`, bytes),
    source: folderConfiguration(target.folder, target.name),
  };
  const judged = judge([{ name: target.name, inputs: [input] }], [...new Set([...assume, ...given.assume])], progress);
  progress.clear();
  const { outcome } = conclude(judged, acceptance);
  return { outcome, why: null, judged, brokersLost: brokersLostBy(input.json), acceptance };
}
