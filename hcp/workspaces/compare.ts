import type { Api } from "../api/index";
import type { Comparison } from "./change";
import { findProject, type Project } from "./project";
import { findAttachment, findRunTask } from "./run-task";
import { findVariables } from "./variables";
import type { Wanted } from "./wanted";
import { findWorkspace } from "./workspace";

/**
 * Compares what is there with what is wanted. Changes nothing.
 *
 * @param progress is told what is being read
 * @throws HcpError
 */
export async function compare(api: Api, wanted: Wanted, progress: (text: string) => void): Promise<Comparison> {
  const { organization } = wanted;
  progress(`reading the organization ${organization}`);
  await api.get(`/organizations/${encodeURIComponent(organization)}`, { permission: "read the organization" });
  const changes = [];
  const asWanted: string[] = [];
  const notes: string[] = [];

  const projects = new Map<string, Project>();
  for (const name of new Set(wanted.workspaces.flatMap(({ project }) => project ?? []))) {
    progress(`reading the project ${name}`);
    projects.set(name, await findProject(api, organization, name));
  }
  changes.push(...[...projects.values()].map(({ change }) => change));

  const task = wanted.runTask && (await findRunTask(api, organization, wanted.runTask));
  changes.push(task?.change);
  notes.push(...(task?.notes ?? []));

  for (const { name, project, roles } of wanted.workspaces) {
    progress(`reading the workspace ${name}`);
    const place = project === null ? undefined : projects.get(project);
    const workspace = await findWorkspace(api, organization, name, wanted.terraform, place);
    const variables = await findVariables(api, workspace, roles);
    const attachment = task && (await findAttachment(api, task, workspace));
    const ofWorkspace = [workspace.change, ...variables.changes, attachment].filter((change) => change !== undefined);
    if (ofWorkspace.length === 0) asWanted.push(name);
    changes.push(...ofWorkspace);
    notes.push(...workspace.notes, ...variables.notes);
  }
  return { changes: changes.filter((change) => change !== undefined), asWanted, notes };
}
