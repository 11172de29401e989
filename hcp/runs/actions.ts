import { type Api, HcpError, HcpRefusal, mayBeDone } from "../api/index";
import { endOf, type Run, readRun } from "./run";

/** How often a run is confirmed where HCP Terraform does not say whether it is. */
const ATTEMPTS = 3;

/**
 * Confirms exactly this run. Where somebody else has, that is as good.
 *
 * @returns the run afterwards
 * @throws HcpError where it cannot be confirmed any more
 */
export async function confirm(api: Api, { id }: Run, comment: string): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await api.post(`/runs/${id}/actions/apply`, { comment }, { permission: "apply runs" });
      return await readRun(api, id);
    } catch (error) {
      const isConflict = error instanceof HcpRefusal && error.status === 409;
      if (!isConflict && !mayBeDone(error)) throw error;
      const now = await readRun(api, id);
      if (endOf(now) === "badly") throw new HcpError(`run ${id} is ${now.status} by now, and cannot be confirmed.`);
      if (!now.isConfirmable) return now;
      if (isConflict || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Ends a run that goes on or waits. @returns whether there was something to end */
export async function cancel(api: Api, { id }: Run): Promise<boolean> {
  const now = await readRun(api, id);
  const action = now.isCancelable ? "cancel" : now.isDiscardable ? "discard" : undefined;
  if (action === undefined) return false;
  try {
    await api.post(`/runs/${id}/actions/${action}`, {}, { permission: "queue plans" });
    return true;
  } catch (error) {
    if (error instanceof HcpRefusal && error.status === 409) return false;
    throw error;
  }
}
