import { htmlCode } from "../../markdown/html";
import { first, folded } from "../../markdown/layout";
import type { ChangeReview, Review, WorkspaceReview } from "../../review";
import type { Block } from "../block";
import { ACTIONS, countsInWords } from "../words";
import { attributeLine, nameLine, SHORTEST_LINE } from "./change-line";

const FIRST = 30;

/** What each plan does, resource by resource, folded. */
export function changeBlocks({ workspaces }: Review): readonly Block[] {
  const changing = workspaces.filter((workspace) => listed(workspace).length > 0);
  if (changing.length === 0) return [];
  return [{ full: () => "### Changes", without: [["changes", () => ""]] }, ...changing.map(blockOf)];
}

/** What is only moved, imported or forgotten has a part of its own. */
function listed({ changes }: WorkspaceReview): readonly ChangeReview[] {
  const order = Object.keys(ACTIONS);
  return changes
    .filter(({ action }) => action !== "none" && action !== "forget")
    .sort((one, other) => order.indexOf(one.action) - order.indexOf(other.action));
}

function blockOf(workspace: WorkspaceReview): Block {
  const changes = listed(workspace);
  const summary = `${htmlCode(workspace.name)}: ${countsInWords(workspace)}`;
  const list = (lines: readonly string[]) => folded(summary, lines.join("\n"));
  const haveAttributes = changes.some(({ attributes }) => attributes.length > 0);
  return {
    full: { least: changes.length * SHORTEST_LINE, text: () => list(changes.map(attributeLine)) },
    without: [
      ...(haveAttributes
        ? ([
            ["attributes", { least: changes.length * SHORTEST_LINE, text: () => list(changes.map(nameLine)) }],
          ] as const)
        : []),
      ["long-changes", () => list(first(changes, FIRST, nameLine))],
      ["changes", () => ""],
    ],
  };
}
