/** Folders as archives that HCP Terraform takes, with the same bytes each time, and without what must stay here. */

export { type Archive, pack, unpack } from "./archive";
export { type LeftOut, UnusableFolder } from "./folder";
export type { Entry } from "./tar";
export { UnreadableArchive } from "./untar";
