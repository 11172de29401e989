import { between, destination, type Hop, origin } from "../../../connectivity/index";
import { code, text } from "../../markdown/escape";
import { htmlCode } from "../../markdown/html";
import { folded, table } from "../../markdown/layout";
import { mappingPath, writeFlowchart } from "../../mermaid";
import type { Review, WorkspaceReview } from "../../review";
import { type Problem, problemsIn, problemsOf } from "../../verdict/problems";
import type { VerdictChange } from "../../verdict/verdicts";
import { always, type Block } from "../block";
import { changeInWords, countsInWords, SIGNS } from "../words";

/** The verdict on each workspace and how it changes, what keeps mappings from working, and their paths. */
export function verdictBlocks({ workspaces }: Review): readonly Block[] {
  const rows = workspaces.flatMap(rowsOf);
  const heads = ["Workspace", "Event source mapping", "Verdict", "Changes"];
  const few = (most: number) => () =>
    `${table(heads, rows.slice(0, most))}${rows.length > most ? `\n\nand ${rows.length - most} more rows` : ""}`;
  return [
    { full: () => table(heads, rows), without: [["rows", few(10)]] },
    ...workspaces.flatMap((workspace) => [
      ...standing(workspace).map((sentence) => always(`> ${code(workspace.name)}: ${sentence}`)),
      ...besides(workspace, workspaces.length > 1),
      ...workspace.verdicts.mappings.flatMap((mapping) => mappingBlocks(mapping, workspace, workspaces.length > 1)),
    ]),
  ];
}

function rowsOf(workspace: WorkspaceReview): readonly (readonly string[])[] {
  const { verdicts, name } = workspace;
  const counts = countsInWords(workspace);
  if (verdicts.notJudged !== null) return [[code(name), "", "❔ not judged", counts]];
  if (verdicts.mappings.length === 0) return [[code(name), "none on an Amazon MQ broker", "", counts]];
  return verdicts.mappings.map((mapping, index) => [
    index === 0 ? code(name) : "",
    code(mapping.address),
    `${mapping.after === null ? "➖" : SIGNS[mapping.after]} ${changeInWords(mapping)}`,
    index === 0 ? counts : "",
  ]);
}

/** What keeps a plan from being the whole truth. */
function standing(workspace: WorkspaceReview): readonly string[] {
  const { planned, errored, complete, deferred, deferredInvocations, unreadable, verdicts, applyable, unchanged } =
    workspace;
  if (!planned) return ["**planning failed**, so that there is no plan: its log says why."];
  return [
    ...(errored === true
      ? ["**planning stopped half-way with an error**: what is listed here is a part, and it cannot be applied."]
      : []),
    ...(verdicts.notJudged !== null && errored !== true
      ? [`the plan cannot be judged: ${text(verdicts.notJudged)}.`]
      : []),
    ...(complete === false && errored !== true
      ? [
          `**the plan is not complete**: ${deferred.length + deferredInvocations > 0 ? "some changes are put off to a later plan" : "something is left out, by -target or because it is put off"}. Plan again after the apply.`,
        ]
      : []),
    ...(unreadable > 0 ? [`${unreadable} entries of the plan cannot be read; what they do is not known.`] : []),
    ...(workspace.conditions.length > 0
      ? [
          `conditions of the configuration do not hold: ${workspace.conditions
            .slice(0, 10)
            .map(({ address }) => code(address))
            .join(", ")}.`,
        ]
      : []),
    ...(applyable === false && !unchanged && errored !== true
      ? ["Terraform says that this plan cannot be applied."]
      : []),
  ];
}

/** What the check says of no mapping that it judges. */
function besides({ verdicts, name }: WorkspaceReview, several: boolean): readonly Block[] {
  const problems = problemsIn(verdicts.besides);
  if (problems.length === 0) return [];
  const head = `**Besides${several ? ` in ${code(name)}` : ""}**`;
  const listed = (render: (problem: Problem) => string) => () => `${head}\n\n${problems.map(render).join("\n")}`;
  return [
    {
      full: listed(inFull),
      without: [
        ["problem-words", listed(titleOf)],
        ["problems", () => ""],
      ],
    },
  ];
}

function mappingBlocks(mapping: VerdictChange, { name }: WorkspaceReview, several: boolean): readonly Block[] {
  const { report, after, address } = mapping;
  if (after === null) return [];
  const where = several ? ` in ${code(name)}` : "";
  const { assumptions, hops } = report;
  const problems = problemsOf(report);
  const assumed =
    assumptions.length === 0
      ? ""
      : `\n\nAssumed, because it was asserted and not because the plan shows it: ${assumptions.map(code).join(", ")}`;
  const head = `**${SIGNS[after]} ${code(address)}${where}** ${changeInWords(mapping)}`;
  const listed = (render: (problem: Problem) => string) => () =>
    problems.length === 0 && assumed === "" ? "" : `${head}\n\n${problems.map(render).join("\n")}${assumed}`;
  return [
    {
      full: listed(inFull),
      without: [
        ["problem-words", listed(titleOf)],
        ["problems", () => ""],
      ],
    },
    { full: () => diagram(mapping, name, several), without: [["diagrams", () => ""]] },
    {
      full: () => (hops.length === 0 ? "" : folded(titleOfPath("Hops", address, name, several), pathTable(hops))),
      without: [["paths", () => ""]],
    },
  ];
}

/** The path as a picture: open where something is in the way, else folded. */
function diagram({ report, after, address }: VerdictChange, workspace: string, several: boolean): string {
  if (report.hops.length === 0) return "";
  const source = writeFlowchart(mappingPath(report));
  if (source === null) return "";
  const drawn = `\`\`\`mermaid\n${source}\n\`\`\``;
  return after === "works" ? folded(titleOfPath("Path", address, workspace, several), drawn) : drawn;
}

function titleOfPath(what: string, address: string, workspace: string, several: boolean): string {
  return `${what} of ${htmlCode(address)}${several ? ` in ${htmlCode(workspace)}` : ""}`;
}

const PROBLEM_SIGNS: Readonly<Record<Problem["kind"], string>> = {
  blocked: "❌",
  fails: "❌",
  unknown: "❔",
  warning: "⚠️",
};

function titleOf({ kind, title, code: name, source, resource }: Problem): string {
  const link = name === null ? "" : ` (${source === null ? code(name) : `[${code(name)}](${source})`})`;
  return `- ${PROBLEM_SIGNS[kind]} ${text(title)}${link}${resource === null ? "" : `, at ${code(resource)}`}`;
}

function inFull(problem: Problem): string {
  const { explanation, remedy } = problem;
  return [titleOf(problem), `Why: ${text(explanation)}`, ...(remedy === "" ? [] : [`Remedy: ${text(remedy)}`])].join(
    "  \n  ",
  );
}

const HOP_SIGNS = { reachable: "✅", blocked: "❌", unknown: "❔" } as const;

function pathTable(hops: readonly Hop[]): string {
  return table(
    ["From", "To", "Verdict", "Through, or stopped at"],
    hops.map((hop) => [
      hop.from === null ? text(origin(hop)) : code(hop.from),
      text(destination(hop)),
      `${HOP_SIGNS[hop.verdict]} ${hop.verdict}`,
      hop.resource === null ? text(between(hop)) : code(hop.resource),
    ]),
  );
}
