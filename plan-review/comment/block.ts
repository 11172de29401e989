/** Detail that a comment can do without, in the order in which it is left out when there is too much. */
export const DETAILS = {
  attributes: "which attributes change",
  "unrelated-drift": "what was changed outside of Terraform and the plan does not rest on",
  paths: "the paths of mappings",
  "long-changes": "all but the first changes of a workspace",
  others: "the names of what is moved, imported, forgotten or put off, and of outputs",
  "cost-lines": "the lines of the costs",
  diagrams: "the diagrams",
  changes: "the names of what changes",
  drift: "what was changed outside of Terraform",
  "long-harms": "all but the first resources of each harm",
  "problem-words": "explanations of what keeps mappings from working",
  harms: "the resources of each harm",
  problems: "what keeps mappings from working",
  digests: "the digests",
  rows: "all but the first workspaces and mappings",
} as const;

export type Detail = keyof typeof DETAILS;

/** A piece of a comment, in versions that are shorter and shorter. */
export interface Block {
  /** In full. */
  readonly full: Version;
  /** Without a detail, and without those that were left out before it. "" leaves the piece out. */
  readonly without: readonly (readonly [Detail, Version])[];
}

/** A text that is made when it is asked for; with how many bytes it has at least, where they can be so many that it is not worth making. */
export type Version = (() => string) | { readonly least: number; readonly text: () => string };

/** A piece that is always there as it is. */
export function always(text: string): Block {
  return { full: () => text, without: [] };
}
