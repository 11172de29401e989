import { code } from "../../markdown/escape";
import { htmlCode } from "../../markdown/html";
import { folded } from "../../markdown/layout";
import { mappingPath, writeFlowchart } from "../../mermaid";
import type { Review, WorkspaceReview } from "../../review";
import type { VerdictChange } from "../../verdict/verdicts";
import type { Block } from "../block";

/** The path of each mapping as a picture: in sight where something is in the way, folded where nothing is. */
export function diagramBlocks({ workspaces }: Review): readonly Block[] {
  return workspaces.flatMap((workspace) =>
    workspace.verdicts.mappings.flatMap((mapping) => diagramBlock(mapping, workspace, workspaces.length > 1)),
  );
}

function diagramBlock(
  { after, address, report }: VerdictChange,
  { name }: WorkspaceReview,
  several: boolean,
): readonly Block[] {
  if (after === null || report.hops.length === 0) return [];
  const source = writeFlowchart(mappingPath(report));
  if (source === null) return [];
  const diagram = `\`\`\`mermaid\n${source}\n\`\`\``;
  const full =
    after === "fails"
      ? `Picture of ${code(address)}${several ? ` in ${code(name)}` : ""}:\n\n${diagram}`
      : folded(`Picture of ${htmlCode(address)}${several ? ` in ${htmlCode(name)}` : ""}`, diagram);
  return [{ full: () => full, without: [["diagrams", () => ""]] }];
}
