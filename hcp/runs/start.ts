import { type Api, HcpError, mayBeDone } from "../api/index";
import { cancel } from "./actions";
import { endOf, type Run, type RunResource, runOf } from "./run";
import type { RunKind, Workspace } from "./workspace";

/** What makes an upload the same as another one: by it a run is found again. */
export interface Identity {
  readonly workspace: Workspace;
  readonly kind: RunKind;
  /** Of the archive. */
  readonly digest: string;
}

/** How often a run is asked for where HCP Terraform does not say whether it made one, and none is found. */
const ATTEMPTS = 3;
/** How many runs back one of the same may be: a page is 100 at most. */
const LATEST = 100;
/** Plan-only runs are left out of a list that does not name them. */
const OPERATIONS = "plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply";

/** The part of a run's message that tells it from others: HCP Terraform takes no key of the client's. */
function markOf(digest: string): string {
  return `(sha256:${digest})`;
}

/** What earlier uploads of the same have started. */
export interface Earlier {
  /** The one to go on with: it is not over, or ended well with nothing applied since. One that failed is no reason not to try again. */
  readonly run: Run | undefined;
  /** All of them. */
  readonly ids: ReadonlySet<string>;
}

export async function findEarlier(api: Api, identity: Identity): Promise<Earlier> {
  const same = await sameRuns(api, identity);
  // One that applies itself is somebody else's: ours never do.
  const ours = same.filter(({ run }) => !run.autoApply);
  const alive = ours.findLast(({ run }) => endOf(run) === undefined);
  const found = alive ?? ours.find(({ run, isStale }) => endOf(run) === "well" && !isStale);
  return { run: found?.run, ids: new Set(same.map(({ run }) => run.id)) };
}

/** A run of the same, and whether others were applied after it. */
interface Same {
  readonly run: Run;
  readonly isStale: boolean;
}

/**
 * Those among a workspace's latest runs, the latest first.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#list-runs-in-a-workspace
 */
async function sameRuns(api: Api, { workspace, kind, digest }: Identity): Promise<readonly Same[]> {
  const query = `filter%5Boperation%5D=${encodeURIComponent(OPERATIONS)}&page%5Bsize%5D=${LATEST}`;
  const path = `/workspaces/${workspace.id}/runs?${query}`;
  const { data } = await api.get<readonly RunResource[]>(path, { permission: "read runs" });
  const same: Same[] = [];
  let isStale = false;
  for (const run of data.map(runOf)) {
    if (run.kind === kind && !run.isAltered && run.message.endsWith(markOf(digest))) same.push({ run, isStale });
    isStale ||= run.status === "applied";
  }
  return same;
}

/** A run to start. */
export interface Order extends Identity {
  /** What people read of it, without the mark. */
  readonly title: string;
  readonly configurationVersion: string;
  /** Runs of the same that are not meant. */
  readonly apart: ReadonlySet<string>;
}

/**
 * Starts a run, which waits to be confirmed whatever the workspace's settings are. Where somebody else has started the same at the same
 * time, that one goes on and this one ends.
 *
 * @throws HcpError
 */
export async function startRun(api: Api, order: Order): Promise<Run> {
  const created = await create(api, order);
  if (created.autoApply) {
    await cancel(api, created);
    throw new HcpError(`${api.host} would apply run ${created.id} without being told to: it was canceled.`);
  }
  if (created.kind !== order.kind) {
    await cancel(api, created);
    throw new HcpError(
      `${api.host} does not know runs of the kind ${order.kind}, and started another: it was canceled. Terraform Enterprise has no saved plans.`,
    );
  }
  const first = await oldestAlive(api, order);
  if (first === undefined || first.id === created.id) return created;
  await cancel(api, created);
  return first;
}

async function create(api: Api, order: Order): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await api.post<RunResource>("/runs", bodyOf(order), { permission: "queue plans" });
      if (answer !== undefined) return runOf(answer.data);
      throw new HcpError(`${api.host} answers with nothing where a run was to be started.`);
    } catch (error) {
      if (!mayBeDone(error)) throw error;
      const made = await oldestAlive(api, order);
      if (made !== undefined) return made;
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function bodyOf({ workspace, configurationVersion, kind, title, digest }: Order): object {
  return {
    data: {
      type: "runs",
      attributes: {
        message: `${title} ${markOf(digest)}`,
        "plan-only": kind === "plan-only",
        "save-plan": kind === "save-plan",
        // Where it is not said, the workspace's setting decides.
        "auto-apply": false,
      },
      relationships: {
        workspace: { data: { type: "workspaces", id: workspace.id } },
        "configuration-version": { data: { type: "configuration-versions", id: configurationVersion } },
      },
    },
  };
}

/** Of the runs of the same that go on, the first. */
async function oldestAlive(api: Api, order: Order): Promise<Run | undefined> {
  const same = await sameRuns(api, order);
  return same.findLast(({ run }) => endOf(run) === undefined && !order.apart.has(run.id))?.run;
}
