import { type Outside, theOutside } from "../../api/index";
import { faultOf } from "../fault";
import { type DownloadLimits, download, NotDownloaded } from "../material/download";
import type { Material } from "../material/material";
import type { RunTaskRequest } from "../request/request";
import type { Assessment, AssessmentSettings } from "../result/assessment";
import { Callback, type Told } from "../result/callback";
import { messageOf } from "../result/message";
import { assess, notJudged } from "./assess";

/** What a request is judged with. */
export interface Surroundings {
  readonly settings: JudgeSettings;
  /** What is outside; by default, this machine's. */
  readonly outside?: Outside;
  /**
   * Judges what was downloaded; by default here and now, which keeps the process busy for as long as it takes.
   *
   * @throws NotAssessed when it does not come to an end
   */
  readonly assess?: (material: Material, settings: AssessmentSettings, signal: AbortSignal) => Promise<Assessment>;
  /** Ends the work early, with a last word to HCP Terraform. */
  readonly signal?: AbortSignal;
  /** When the request came, in milliseconds since 1970; by default now. */
  readonly receivedAt?: number;
}

export interface JudgeSettings extends AssessmentSettings, DownloadLimits {
  /** How long after it came a request may still be judged, in milliseconds; what is not by then is told so. */
  readonly patience: number;
}

/** Eight of the ten minutes for which HCP Terraform accepts a request's token. */
const PATIENCE = 480_000;

export const DEFAULT_SETTINGS: JudgeSettings = {
  assume: [],
  unknown: "fail",
  largestPlan: 128_000_000,
  largestArchive: 64_000_000,
  patience: PATIENCE,
};

/** What became of a request, for logs and counts: it holds nothing of a plan, and no secret. */
export interface Judged {
  readonly verdict: Assessment["verdict"] | "not-asked";
  readonly status: Assessment["status"];
  /** Whether HCP Terraform has the final result. */
  readonly told: Told;
  /** Whether it has the outcomes; left out where there were none to tell. */
  readonly outcomes?: Told;
  /** A fault of this program that kept it from judging, without what it was about. */
  readonly fault?: string;
}

/** Judging that did not come to an end: why, as a sentence. */
export class NotAssessed extends Error {}

/** HCP Terraform takes a task for failed that says nothing for ten minutes. */
const BETWEEN_PROGRESS = 60_000;

/**
 * Judges one request, and tells HCP Terraform its result, once and in the end, whatever happens: what could not be judged has failed.
 *
 * Never throws, but for a fault of its own that it could not tell either.
 */
export async function judgeRequest(request: RunTaskRequest, surroundings: Surroundings): Promise<Judged> {
  const { outside = theOutside, settings, receivedAt = outside.now() } = surroundings;
  const callback = new Callback(request, outside);
  const time = AbortSignal.timeout(Math.max(1, settings.patience - (outside.now() - receivedAt)));
  const signal = surroundings.signal === undefined ? time : AbortSignal.any([time, surroundings.signal]);

  const begun = await callback.progress(`Reading the ${request.planUrl === null ? "configuration" : "plan"}.`);
  // A result that is final stays so, and without a token nobody listens: an old request again changes nothing.
  if (begun === "already-final" || begun === "token-expired") {
    return { verdict: "not-asked", status: "failed", told: begun };
  }
  const heartbeat = setInterval(() => void callback.progress("Still judging.").catch(() => {}), BETWEEN_PROGRESS);
  const { fault, ...assessment } = await assessmentOf(request, { ...surroundings, outside, signal }).finally(() =>
    clearInterval(heartbeat),
  );
  return { ...(await tell(callback, assessment, request)), ...(fault === undefined ? {} : { fault }) };
}

async function tell(callback: Callback, assessment: Assessment, { takesOutcomes }: RunTaskRequest): Promise<Judged> {
  const { status, verdict, message, outcomes } = assessment;
  const told = takesOutcomes && outcomes.length > 0 ? { outcomes: await callback.outcomes(outcomes, message) } : {};
  const final = await callback.final(status, message);
  // Whatever it is about these words that is not taken, the result itself is.
  if (final !== "refused") return { verdict, status, told: final, ...told };
  return { verdict, status, told: await callback.final(status, WORDS[verdict]), ...told };
}

const WORDS: Readonly<Record<Assessment["verdict"], string>> = {
  works: "WORKS",
  fails: "FAILS",
  unknown: "UNKNOWN",
  nothing: "NOTHING TO JUDGE",
  "not-judged": "NOT JUDGED",
};

type Within = Surroundings & { readonly outside: Outside; readonly signal: AbortSignal };

async function assessmentOf(request: RunTaskRequest, within: Within): Promise<Assessment & Pick<Judged, "fault">> {
  const { settings, outside, signal, assess: judge = assess } = within;
  const byStage = WITHOUT_JUDGING[request.stage];
  if (byStage !== undefined) return byStage;
  if (!JUDGED_STAGES.includes(request.stage)) {
    return notJudged("this version does not know the stage at which it was asked: attach the run task to post_plan.");
  }
  // A configuration by itself may hold no mapping where the plan holds one, in a module from elsewhere for instance.
  if (request.planUrl === null && request.configurationUrl !== null && request.stage !== "pre_plan") {
    return notJudged("HCP Terraform named no plan, although there is one at this stage. Start the run again.");
  }
  try {
    return await judge(await download(request, settings, outside, signal), settings, signal);
  } catch (error) {
    const why = whyNot(error, within);
    return why === null ? { ...notJudged("this is a fault of mqesm."), fault: faultOf(error) } : notJudged(why);
  }
}

const JUDGED_STAGES: readonly string[] = ["pre_plan", "post_plan", "pre_apply"];

/** At stages where a plan says nothing any more. */
const WITHOUT_JUDGING: Readonly<Record<string, Assessment>> = {
  post_apply: {
    status: "passed",
    verdict: "nothing",
    message: messageOf([
      "NOT JUDGED HERE: after an apply there is no plan to judge. mqesm verify asks AWS whether the mapping works; attach the run task to post_plan.",
    ]),
    outcomes: [],
  },
};

/** Why something was not judged, by sentences of ours only: what others say may hold a URL. Null for a fault of ours. */
function whyNot(error: unknown, { signal, settings }: Within): string | null {
  if (error instanceof NotDownloaded || error instanceof NotAssessed) return error.message;
  if (!signal.aborted) return null;
  return (signal.reason as Error).name === "TimeoutError"
    ? `it took longer than ${Math.round(settings.patience / 1000)} s, waiting included. Start the run again; mqesm run-task --concurrency says how many are judged at once.`
    : "the service was stopped before the result was there. Start the run again.";
}
