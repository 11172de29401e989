import { HARMS, type Harm, type HarmKind } from "../../harms/harm";
import { code, text } from "../../markdown/escape";
import { counted } from "../../markdown/layout";
import type { Review } from "../../review";
import type { Block } from "../block";
import { HARM_TITLES } from "../words";

interface Told extends Harm {
  readonly workspace: string | null;
}

/** What a reviewer must not miss, by harm. */
export function harmBlocks({ workspaces }: Review): readonly Block[] {
  const told = workspaces.flatMap(({ name, harms }) =>
    harms.map((harm): Told => ({ ...harm, workspace: workspaces.length > 1 ? name : null })),
  );
  return HARMS.flatMap((kind) => {
    const ofKind = told.filter((harm) => harm.kind === kind);
    return ofKind.length === 0 ? [] : [blockOf(kind, ofKind)];
  });
}

/** The code and the address of its source, in bytes: no harm is told in fewer. */
const SHORTEST_HARM = 40;

function blockOf(kind: HarmKind, harms: readonly Told[]): Block {
  const title = `### ${HARM_TITLES[kind]}`;
  const listed = (most: number) => () => [title, "", ...groupsOf(harms).map((group) => listOf(group, most))].join("\n");
  const numbers = () => `${title}\n\n${counted(harms.length, "resource does", "resources do")} this.`;
  return {
    full: { least: harms.length * SHORTEST_HARM, text: listed(Number.POSITIVE_INFINITY) },
    without: [
      ["long-harms", listed(5)],
      ["harms", numbers],
    ],
  };
}

/** By rule, in the order in which rules found something. */
function groupsOf(harms: readonly Told[]): readonly (readonly Told[])[] {
  const groups = new Map<string, Told[]>();
  for (const harm of harms) {
    const group = groups.get(harm.code);
    if (group === undefined) groups.set(harm.code, [harm]);
    else group.push(harm);
  }
  return [...groups.values()];
}

function listOf(harms: readonly Told[], most: number): string {
  const shown = harms.slice(0, most);
  const more = harms.length - shown.length;
  const lines = shown.map(line);
  return [...lines, ...(more > 0 ? [`- and ${more.toLocaleString("en")} more`] : [])].join("\n");
}

function line({ resource, explanation, remedy, code: name, source, workspace }: Told): string {
  const where = workspace === null ? "" : `${code(workspace)}: `;
  const advice = remedy === "" ? "" : ` ${sentence(remedy, resource)}`;
  return `- ${where}${sentence(explanation, resource)}${advice} ([${name}](${source}))`;
}

/** A sentence in which the resource stands as the name that it is. */
function sentence(words: string, resource: string): string {
  return resource === "" ? text(words) : words.split(resource).map(text).join(code(resource));
}
