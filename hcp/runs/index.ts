/** Runs of HCP Terraform: started with an uploaded folder, found again, followed, confirmed, or ended. */

export { cancel, confirm } from "./actions";
export { isOfArchive, uploadConfiguration } from "./configuration-version";
export { type Event, type Stop, Watch } from "./follow";
export { readPlanJson } from "./plan-json";
export { endOf, type Run } from "./run";
export { findEarlier, type Identity, startRun } from "./start";
export { findWorkspace, type RunKind, UnsuitableWorkspace, type Workspace } from "./workspace";
