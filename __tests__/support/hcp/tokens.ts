/** What the holder of a token may do. */
export interface Holder {
  /** Organization tokens make workspaces, but neither configuration versions nor runs. */
  readonly kind: "user" | "team" | "organization";
  /** Without it plans' JSON, which has sensitive values in clear, is not there. @default true */
  readonly workspaceAdmin?: boolean;
  /** @default true */
  readonly queueRuns?: boolean;
  /** @default true */
  readonly applyRuns?: boolean;
  /** To make projects, workspaces and their variables. @default true */
  readonly manageWorkspaces?: boolean;
  /** @default true */
  readonly manageRunTasks?: boolean;
}

export type Permission = Exclude<keyof Holder, "kind">;

/** What organization tokens cannot do, whatever else they may. https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens#access-levels */
const notForOrganizations: readonly Permission[] = ["workspaceAdmin", "queueRuns", "applyRuns"];

export function may({ kind, ...permissions }: Holder, permission: Permission): boolean {
  if (kind === "organization" && notForOrganizations.includes(permission)) return false;
  return permissions[permission] ?? true;
}
