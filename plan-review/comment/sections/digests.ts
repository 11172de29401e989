import { code } from "../../markdown/escape";
import { folded, table } from "../../markdown/layout";
import type { Review } from "../../review";
import type { Block } from "../block";

/** The digests of what was reviewed: only that may be applied. */
export function digestBlocks({ workspaces }: Review): readonly Block[] {
  const rows = workspaces.flatMap(({ name, digest }) => (digest === null ? [] : [[code(name), code(digest)]]));
  if (rows.length === 0) return [];
  const text = folded("Digests of the reviewed plans", table(["Workspace", "Digest"], rows));
  return [{ full: () => text, without: [["digests", () => ""]] }];
}
