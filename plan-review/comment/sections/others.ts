import { code, text } from "../../markdown/escape";
import { htmlCode } from "../../markdown/html";
import { counted, folded } from "../../markdown/layout";
import type { Review, WorkspaceReview } from "../../review";
import type { Block } from "../block";

/** What is moved, imported, forgotten or put off, the outputs that change, and the actions that are invoked: none of it is "no changes". */
export function otherBlocks({ workspaces }: Review): readonly Block[] {
  const having = workspaces
    .map((workspace) => ({ workspace, parts: partsOf(workspace) }))
    .filter(({ parts }) => parts.length > 0);
  if (having.length === 0) return [];
  return [
    { full: () => "### Moves, imports, forgets and outputs", without: [["changes", () => ""]] },
    ...having.map(({ workspace: { name }, parts }): Block => {
      const summary = parts.map(({ title, lines }) => title(lines.length)).join(", ");
      return {
        full: () => folded(`${htmlCode(name)}: ${summary}`, parts.flatMap(({ lines }) => lines).join("\n")),
        without: [
          ["others", () => `${code(name)}: ${summary}`],
          ["changes", () => ""],
        ],
      };
    }),
  ];
}

interface Part {
  readonly title: (count: number) => string;
  readonly lines: readonly string[];
}

function partsOf({ changes, outputs, deferred, invocations }: WorkspaceReview): readonly Part[] {
  const parts: readonly Part[] = [
    {
      title: (count) => `${count} moved`,
      lines: changes.flatMap(({ previousAddress, address }) =>
        previousAddress === null ? [] : [`- moved: ${code(previousAddress)} → ${code(address)}`],
      ),
    },
    {
      title: (count) => `${count} imported`,
      lines: changes.flatMap(({ importing, importId, address }) =>
        importing ? [`- imported: ${code(address)}${importId === null ? "" : `, ${code(importId)}`}`] : [],
      ),
    },
    {
      title: (count) => `${count} forgotten`,
      lines: changes.flatMap(({ action, address }) =>
        action === "forget" || action === "replace-forgetting"
          ? [`- forgotten: ${code(address)} stays in AWS, and Terraform manages it no more`]
          : [],
      ),
    },
    {
      title: (count) => `${count} put off`,
      lines: deferred.map(
        ({ address, deferredBecause }) =>
          `- put off to a later plan: ${code(address)}${deferredBecause === null ? "" : ` (${text(deferredBecause)})`}`,
      ),
    },
    {
      title: (count) => counted(count, "output", "outputs"),
      lines: outputs.map(({ name, action }) => `- output ${code(name)}: ${OUTPUTS[action]}`),
    },
    {
      title: (count) => counted(count, "action invoked", "actions invoked"),
      lines: invocations.map((address) => `- invoked: ${code(address)}`),
    },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

const OUTPUTS = {
  create: "new",
  update: "changes",
  delete: "goes",
  unknown: "changes in a way that is not known",
} as const;
