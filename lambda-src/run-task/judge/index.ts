import { DEFAULT_SETTINGS, type Judged, judgeRequest, levelOf, namesOf } from "../../../hcp/run-task/index";
import { ExplainedError } from "../../shared/explained-error";
import type { LambdaContext } from "../../shared/lambda-context";
import { logLine } from "../../shared/log-line";
import type { HandedOver } from "../handed-over";
import { readSettings } from "./settings";

/** Time kept for telling HCP Terraform what was found, in milliseconds: outcomes, and a result that it may refuse at first. */
const MARGIN = 155_000;

/**
 * Judges a plan and tells HCP Terraform the result. What it cannot judge has failed, and is told too. Where the function itself comes to
 * no end, Lambda runs it once more, and then has the last word told.
 *
 * @throws ExplainedError where HCP Terraform could not be told
 */
export async function handler({ request, receivedAt }: HandedOver, context: LambdaContext): Promise<Judged> {
  const end = Date.now() + context.getRemainingTimeInMillis() - MARGIN;
  const patience = Math.max(1, Math.min(DEFAULT_SETTINGS.patience, end - receivedAt));
  const settings = { ...DEFAULT_SETTINGS, ...readSettings(process.env), patience };
  const judged = await judgeRequest(request, { settings, receivedAt });
  logLine(levelOf(judged), "Judged", { ...namesOf(request), ...judged, milliseconds: Date.now() - receivedAt });
  if (judged.told === "unreachable") {
    throw new ExplainedError("NotTold", "HCP Terraform gave no answer when it was told the result.");
  }
  return judged;
}
