import type { Api, Resource } from "../api/index";
import { type Change, type Difference, differencesOf, Id } from "./change";
import type { WantedRunTask } from "./wanted";
import type { Workspace } from "./workspace";

interface Task {
  readonly name?: string;
  readonly url?: string;
  readonly enabled?: boolean;
}

interface Attachment {
  readonly "enforcement-level"?: string;
  readonly stages?: readonly string[];
  /** Of Terraform Enterprise before it knew several. */
  readonly stage?: string;
}

/** The run task of the organization. */
export interface RunTask {
  readonly wanted: WantedRunTask;
  readonly id: Id;
  readonly change: Change | undefined;
  readonly notes: readonly string[];
}

/** @throws HcpError */
export async function findRunTask(api: Api, organization: string, wanted: WantedRunTask): Promise<RunTask> {
  const path = `/organizations/${encodeURIComponent(organization)}/tasks`;
  const { name, url } = wanted;
  let found: Resource<Task> | undefined;
  for await (const task of api.all<Resource<Task>>(path, { permission: "read the run tasks" })) {
    if (task.attributes.name === name) found = task;
  }
  const id = new Id(found?.id);
  const differences = withoutSecrets(differencesOf({ url, enabled: true }, found?.attributes));
  const make = async (): Promise<void> => {
    const permission = "manage run tasks";
    const attributes = { name, url, category: "task", enabled: true, "hmac-key": wanted.key };
    if (found === undefined) {
      const made = await api.post(path, { data: { type: "tasks", attributes } }, { permission });
      if (made !== undefined) id.set(made.data.id);
    } else {
      await api.patch(`/tasks/${found.id}`, { data: { type: "tasks", id: found.id, attributes } }, { permission });
    }
  };
  const isNew = found === undefined;
  return {
    wanted,
    id,
    change: differences.length === 0 ? undefined : { kind: "run task", name, isNew, differences, make },
    notes: isNew ? [] : [`the key of the run task ${name} cannot be read back, and is not compared.`],
  };
}

/** @throws HcpError */
export async function findAttachment(api: Api, task: RunTask, { name, id }: Workspace): Promise<Change | undefined> {
  const { enforcement, stages } = task.wanted;
  let found: Resource<Attachment> | undefined;
  if (id.known !== undefined && task.id.known !== undefined) {
    const all = api.all<Resource<Attachment>>(`/workspaces/${id.known}/tasks`, {
      permission: "read the workspace's run tasks",
    });
    for await (const each of all) {
      const [of] = [each.relationships?.task?.data].flat();
      if (of?.id === task.id.known) found = each;
    }
  }
  const there = found?.attributes;
  const differences = differencesOf(
    { "enforcement-level": enforcement, stages },
    there && { ...there, stages: there.stages ?? [there.stage] },
  );
  if (differences.length === 0) return undefined;
  const make = async (): Promise<void> => {
    const permission = "manage the workspace's run tasks";
    const path = `/workspaces/${id.get()}/tasks`;
    const type = "workspace-tasks";
    const attributes = { "enforcement-level": enforcement, stages };
    if (found === undefined) {
      const relationships = { task: { data: { type: "tasks", id: task.id.get() } } };
      await api.post(path, { data: { type, attributes, relationships } }, { permission });
    } else {
      await api.patch(`${path}/${found.id}`, { data: { type, id: found.id, attributes } }, { permission });
    }
  };
  const kind = "run task of the workspace";
  return { kind, name: `${name} ${task.wanted.name}`, isNew: found === undefined, differences, make };
}

/** What follows a question mark, or stands before an at sign, may be a secret. */
function withoutSecrets(differences: readonly Difference[]): readonly Difference[] {
  const shown = (text: string): string => {
    if (!URL.canParse(text)) return text;
    const { origin, pathname, search } = new URL(text);
    return `${origin}${pathname}${search === "" ? "" : "?..."}`;
  };
  return differences.map(({ attribute, wanted, found }) =>
    attribute === "url"
      ? { attribute, wanted: shown(wanted), found: found === null ? null : shown(found) }
      : { attribute, wanted, found },
  );
}
