import { type Api, HcpRefusal, type Resource } from "../api/index";
import { type Change, differencesOf, Id } from "./change";
import type { Project } from "./project";
import type { WantedVersion } from "./wanted";

interface Attributes {
  readonly "execution-mode"?: string;
  readonly "terraform-version"?: string;
  readonly "working-directory"?: string | null;
  readonly "auto-apply"?: boolean;
  readonly "vcs-repo"?: { readonly identifier?: string } | null;
  readonly permissions?: { readonly "can-update"?: boolean };
}

/** A workspace, as it is or is going to be. */
export interface Workspace {
  readonly name: string;
  readonly id: Id;
  readonly change: Change | undefined;
  readonly notes: readonly string[];
}

/** What each workspace is to be, beside its version and its project. */
const settings = {
  // Otherwise its variables, credentials among them, and run tasks are not used.
  // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings#execution-mode
  "execution-mode": "remote",
  // What is uploaded is the stack's folder, and nothing around it.
  "working-directory": "",
  // An upload would be a deployment.
  "auto-apply": false,
} as const;

/** @throws HcpError */
export async function findWorkspace(
  api: Api,
  organization: string,
  name: string,
  version: WantedVersion,
  project: Project | undefined,
): Promise<Workspace> {
  const found = await read(api, organization, name);
  const id = new Id(found?.id);
  const wanted = { ...settings, "terraform-version": version.text };
  const attributes = found?.attributes;
  const differences = differencesOf(wanted, attributes).filter(
    ({ attribute, found }) =>
      !(attribute === "terraform-version" && version.anyPatch && isSameMinor(version.text, found)),
  );
  const [at] = [found?.relationships?.project?.data].flat();
  const moves = project !== undefined && (found === undefined || at?.id !== project.id.known);
  const all = moves
    ? [
        ...differences,
        { attribute: "project", wanted: project.name, found: found && at ? await projectName(api, at.id) : null },
      ]
    : differences;
  const make = async (): Promise<void> => {
    const changed = all.map(({ attribute }) => attribute).filter((attribute) => attribute !== "project");
    const data = {
      type: "workspaces",
      attributes: {
        ...(found === undefined ? { name } : {}),
        ...Object.fromEntries(Object.entries(wanted).filter(([attribute]) => changed.includes(attribute))),
      },
      ...(moves ? { relationships: { project: { data: { type: "projects", id: project.id.get() } } } } : {}),
    };
    const path = `/organizations/${encodeURIComponent(organization)}/workspaces`;
    const made =
      found === undefined
        ? await api.post(path, { data }, { permission: "create workspaces in the project" })
        : await api.patch(`/workspaces/${found.id}`, { data }, { permission: "administer the workspace" });
    if (made !== undefined) id.set(made.data.id);
  };
  const change: Change | undefined =
    all.length === 0 ? undefined : { kind: "workspace", name, isNew: found === undefined, differences: all, make };
  return { name, id, change, notes: notesOn(name, attributes, change) };
}

async function read(api: Api, organization: string, name: string): Promise<Resource<Attributes> | undefined> {
  const path = `/organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;
  try {
    return (await api.get<Resource<Attributes>>(path)).data;
  } catch (error) {
    // The organization has been read before.
    if (error instanceof HcpRefusal && error.status === 404) return undefined;
    throw error;
  }
}

async function projectName(api: Api, id: string): Promise<string> {
  try {
    const { data } = await api.get<Resource<{ readonly name?: string }>>(`/projects/${id}`);
    return data.attributes.name ?? id;
  } catch (error) {
    if (error instanceof HcpRefusal) return id;
    throw error;
  }
}

function notesOn(name: string, attributes: Attributes | undefined, change: Change | undefined): readonly string[] {
  const repository = attributes?.["vcs-repo"]?.identifier;
  return [
    ...(repository === undefined
      ? []
      : [`workspace ${name} is connected to the repository ${repository}: uploads to it serve plans only.`]),
    ...(attributes?.permissions?.["can-update"] === false && change !== undefined
      ? [`workspace ${name}: the token may not change it; that needs its administrator.`]
      : []),
  ];
}

/** Terraform's own rule for remote runs, from 1.3 on. https://developer.hashicorp.com/terraform/cloud-docs/run/cli */
function isSameMinor(one: string, other: string | null): boolean {
  const minor = (text: string): string | undefined => /^(\d+\.\d+)\.\d+$/.exec(text)?.[1];
  return minor(one) !== undefined && minor(one) === minor(other ?? "");
}
