import { type Api, HcpError, HcpRefusal, type Outside } from "../api/index";
import type { Run } from "./run";

/** How often, and with which pause in milliseconds, a plan is asked for that is not there yet. */
const ATTEMPTS = 20;
const PAUSE = 1_000;

/**
 * What `terraform show -json` says of a run's plan.
 *
 * @param limit how many bytes it may have
 * @returns undefined where the token may not read it: it holds sensitive values, and takes the administrator of the workspace
 * @throws HcpError
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan
 */
export async function readPlanJson(
  api: Api,
  { plan }: Run,
  limit: number,
  outside: Outside,
): Promise<Buffer | undefined> {
  const downloading = { name: "the plan's JSON", limit, permission: "administer the workspace" };
  for (let attempt = 1; plan !== undefined && attempt <= ATTEMPTS; attempt += 1) {
    try {
      const json = await api.download(`/plans/${plan}/json-output`, downloading);
      if (json !== undefined) return json;
    } catch (error) {
      if (error instanceof HcpRefusal && (error.status === 404 || error.status === 403)) return undefined;
      throw error;
    }
    await outside.sleep(PAUSE);
  }
  throw new HcpError(`${api.host} does not have the plan's JSON, although the plan is finished. Try again later.`);
}
