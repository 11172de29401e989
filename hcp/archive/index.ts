/** Folders as archives that HCP Terraform takes, with the same bytes each time, and without what must stay here. */

export { type Archive, pack } from "./archive";
export { type LeftOut, UnusableFolder } from "./folder";
