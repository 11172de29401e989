import { Api, HcpError, HcpRefusal, HcpTooLarge, type Outside } from "../../api/index";
import type { RunTaskRequest } from "../request/request";
import type { Material } from "./material";

/** How much is downloaded, in bytes. */
export interface DownloadLimits {
  readonly largestPlan: number;
  readonly largestArchive: number;
}

/** Why what there is to judge cannot be had, as a sentence. */
export class NotDownloaded extends Error {}

/** Pauses until a plan that is not finished is asked for again, in milliseconds. */
const UNTIL_FINISHED = 2_000;
/** How long the configuration of a plan is tried to be had, which can be judged without it, in milliseconds. */
const ARCHIVE_PATIENCE = 30_000;

/**
 * Downloads the plan, and the configuration that it was made from where it is offered; before there is a plan, the configuration alone.
 *
 * @throws NotDownloaded where there would be nothing to judge; the signal's reason when it is aborted
 */
export async function download(
  request: RunTaskRequest,
  limits: DownloadLimits,
  outside: Outside,
  signal: AbortSignal,
): Promise<Material> {
  const { planUrl, configurationUrl, workingDirectory } = request;
  const origin = { origin: new URL(request.callbackUrl).origin, token: request.accessToken, outside, signal };
  const plan = planUrl === null ? null : await planAt(planUrl, new Api(origin), limits.largestPlan, outside, signal);
  if (configurationUrl === null) {
    return { plan, archive: null, workingDirectory, withoutArchive: null };
  }
  const patience = plan === null ? {} : { patience: ARCHIVE_PATIENCE };
  try {
    const api = new Api({ ...origin, ...patience });
    const archive = await archiveAt(configurationUrl, api, limits.largestArchive);
    return { plan, archive, workingDirectory, withoutArchive: null };
  } catch (error) {
    if (!(error instanceof NotDownloaded) || plan === null) throw error;
    return { plan, archive: null, workingDirectory, withoutArchive: error.message };
  }
}

async function planAt(url: string, api: Api, limit: number, outside: Outside, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    const plan = await had("The plan", "largest-plan", api.download(url, { name: "the plan", limit }));
    if (plan !== undefined) return plan;
    await outside.sleep(UNTIL_FINISHED, signal);
  }
}

async function archiveAt(url: string, api: Api, limit: number): Promise<Buffer> {
  const name = "The configuration";
  const archive = await had(name, "largest-archive", api.download(url, { name: "the configuration", limit }));
  if (archive === undefined)
    throw new NotDownloaded(`${name} cannot be downloaded: HCP Terraform says that it is not there yet.`);
  return archive;
}

/** @param option the command's, which sets how large it may be */
async function had<T>(name: string, option: string, downloaded: Promise<T>): Promise<T> {
  try {
    return await downloaded;
  } catch (error) {
    if (error instanceof HcpTooLarge) {
      const most = `${error.limit / 1_000_000} MB`;
      throw new NotDownloaded(`${name} is larger than ${most}: mqesm run-task --${option} says how large it may be.`);
    }
    if (error instanceof HcpRefusal)
      throw new NotDownloaded(
        `${name} cannot be downloaded: ${REFUSALS[error.status] ?? `HCP Terraform answers ${error.status}`}.`,
      );
    if (error instanceof HcpError)
      throw new NotDownloaded(`${name} cannot be downloaded: HCP Terraform gives no answer that can be used.`);
    throw error;
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: "HCP Terraform no longer accepts the token of the request, which it does for ten minutes",
  404: "HCP Terraform says that it is not there, or not for the token of the request",
};
