/** Workspaces of HCP Terraform: what is there, what is wanted, and how the one becomes the other. */

export type { Change, Comparison, Difference } from "./change";
export { compare } from "./compare";
export type { Roles, Wanted, WantedRunTask, WantedVersion, WantedWorkspace } from "./wanted";
