import { code } from "../../markdown/escape";
import { htmlCode } from "../../markdown/html";
import { counted, first, folded } from "../../markdown/layout";
import type { Review, WorkspaceReview } from "../../review";
import type { Block } from "../block";
import { attributeLine, nameLine, SHORTEST_LINE } from "./change-line";

const FIRST = 20;

/** What was changed outside of Terraform: open where the plan rests on it, else folded. */
export function driftBlocks({ workspaces }: Review): readonly Block[] {
  const drifted = workspaces.filter(({ drift }) => drift.length > 0);
  if (drifted.length === 0) return [];
  return [
    { full: () => "### Changed outside of Terraform", without: [["drift", () => ""]] },
    ...drifted.flatMap((workspace) => [relevant(workspace), other(workspace)]),
  ];
}

function relevant({ name, drift }: WorkspaceReview): Block {
  const changes = drift.filter((change) => change.relevant);
  const list = (lines: readonly string[]) => `${code(name)}: the plan rests on it\n\n${lines.join("\n")}`;
  if (changes.length === 0) return { full: () => "", without: [] };
  return {
    full: () => list(changes.map(attributeLine)),
    without: [
      ["attributes", () => list(first(changes, FIRST, nameLine))],
      ["drift", () => ""],
    ],
  };
}

function other({ name, drift }: WorkspaceReview): Block {
  const changes = drift.filter((change) => !change.relevant);
  if (changes.length === 0) return { full: () => "", without: [] };
  const summary = `${htmlCode(name)}: ${counted(changes.length, "resource", "resources")} that the plan does not rest on`;
  return {
    full: { least: changes.length * SHORTEST_LINE, text: () => folded(summary, changes.map(attributeLine).join("\n")) },
    without: [
      [
        "attributes",
        { least: changes.length * SHORTEST_LINE, text: () => folded(summary, changes.map(nameLine).join("\n")) },
      ],
      [
        "unrelated-drift",
        () => `${code(name)}: ${counted(changes.length, "resource", "resources")} that the plan does not rest on`,
      ],
      ["drift", () => ""],
    ],
  };
}
