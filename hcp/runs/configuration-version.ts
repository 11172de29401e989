import { type Api, HcpError, HcpTooLarge, HcpUnavailable, mayBeDone, type Outside, type Resource } from "../api/index";
import type { Run } from "./run";
import type { RunKind, Workspace } from "./workspace";

interface Attributes {
  readonly status: string;
  readonly "upload-url"?: string;
  readonly error?: string | null;
  readonly "error-message"?: string | null;
}

/** How often one is made where HCP Terraform does not say whether it did: one too many does no harm. */
const ATTEMPTS = 3;
/** How long HCP Terraform may take to look at an archive, and the pause between two looks, in milliseconds. */
const PATIENCE = 120_000;
const PAUSE = 500;

const permission = "queue plans";

/**
 * Uploads an archive, and waits until a run can be started with it. Nothing is started by that: by default a version starts a run
 * itself, which a workspace that applies by itself would apply.
 *
 * @returns the id of the configuration version
 * @throws HcpError
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions
 */
export async function uploadConfiguration(
  api: Api,
  { id: workspace }: Workspace,
  kind: RunKind,
  archive: Uint8Array<ArrayBuffer>,
  outside: Outside,
): Promise<string> {
  const { id, attributes } = await create(api, workspace, kind);
  const address = attributes["upload-url"];
  if (address === undefined) throw new HcpError(`${api.host} names no address to upload to. Try again.`);
  await api.upload(address, archive, "the upload of the archive");
  const deadline = outside.now() + PATIENCE;
  for (;;) {
    const { data } = await api.get<Resource<Attributes>>(`/configuration-versions/${id}`, { permission });
    const { status, error, "error-message": message } = data.attributes;
    if (status === "uploaded") return id;
    if (status !== "pending" && status !== "fetching") {
      const why = [error, message].filter((text) => text != null && text !== "").join(": ");
      throw new HcpError(`${api.host} does not take the archive (${why || status}). Nothing was started.`);
    }
    if (outside.now() >= deadline) {
      throw new HcpError(
        `${api.host} has not looked at the archive within ${PATIENCE / 1000} s. Nothing was started: try again later.`,
      );
    }
    await outside.sleep(PAUSE);
  }
}

async function create(api: Api, workspace: string, kind: RunKind): Promise<Resource<Attributes>> {
  const attributes = {
    "auto-queue-runs": false,
    speculative: kind === "plan-only",
    provisional: kind === "save-plan",
  };
  const body = { data: { type: "configuration-versions", attributes } };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const path = `/workspaces/${workspace}/configuration-versions`;
      const answer = await api.post<Resource<Attributes>>(path, body, { permission });
      if (answer !== undefined) return answer.data;
      throw new HcpUnavailable(`${api.host} answers with nothing where a configuration version was to be made.`);
    } catch (error) {
      if (!mayBeDone(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Whether a run is of exactly this archive. What finds a run again is its message, which everybody may write who may start runs there.
 *
 * @throws HcpError where the token may not read what the run is of
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#download-configuration-files
 */
export async function isOfArchive(api: Api, { id }: Run, archive: Uint8Array): Promise<boolean> {
  const name = "the configuration of the run";
  try {
    const path = `/runs/${id}/configuration-version/download`;
    const there = await api.download(path, { name, limit: archive.length, permission: "read runs" });
    return there?.equals(archive) === true;
  } catch (error) {
    if (error instanceof HcpTooLarge) return false;
    throw error;
  }
}
