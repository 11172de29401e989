import type { Api, Resource } from "../api/index";
import { type Change, Id } from "./change";

/** A project of the organization. */
export interface Project {
  readonly name: string;
  readonly id: Id;
  readonly change: Change | undefined;
}

/** @throws HcpError */
export async function findProject(api: Api, organization: string, name: string): Promise<Project> {
  const path = `/organizations/${encodeURIComponent(organization)}/projects`;
  const query = `?${new URLSearchParams({ "filter[names]": name })}`;
  for await (const project of api.all<Resource<{ readonly name?: string }>>(`${path}${query}`, {
    permission: "read the projects",
  })) {
    // Names are not told apart by case.
    if (project.attributes.name?.toLowerCase() === name.toLowerCase()) {
      return { name, id: new Id(project.id), change: undefined };
    }
  }
  const id = new Id();
  const make = async (): Promise<void> => {
    const body = { data: { type: "projects", attributes: { name } } };
    const made = await api.post(path, body, { permission: "create projects" });
    if (made !== undefined) id.set(made.data.id);
  };
  return { name, id, change: { kind: "project", name, isNew: true, differences: [], make } };
}
