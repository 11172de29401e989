import {
  between,
  destination,
  explain,
  type Finding,
  type Hop,
  hopsInWords,
  obstaclesOf,
  origin,
  reasons,
  rules,
  spell,
} from "../../../connectivity";
import { code, text } from "../../markdown/escape";
import { htmlCode } from "../../markdown/html";
import { folded, table } from "../../markdown/layout";
import type { Review, WorkspaceReview } from "../../review";
import { isHarm } from "../../verdict/harms";
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

function mappingBlocks(mapping: VerdictChange, { name }: WorkspaceReview, several: boolean): readonly Block[] {
  const { report, after, address } = mapping;
  if (after === null) return [];
  const where = several ? ` in ${code(name)}` : "";
  const { assumptions, hops } = report;
  const problems = [
    ...obstaclesOf(hops).map(ofHops),
    ...report.findings.filter((finding) => !isHarm(finding) && finding.severity !== "note").map(ofFinding),
  ];
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
    {
      full: () =>
        hops.length === 0
          ? ""
          : folded(`Paths of ${htmlCode(address)}${several ? ` in ${htmlCode(name)}` : ""}`, pathTable(hops)),
      without: [["paths", () => ""]],
    },
  ];
}

interface Problem {
  readonly sign: string;
  readonly title: string;
  readonly code: string | null;
  readonly source: string | null;
  readonly resource: string | null;
  readonly explanation: string;
  readonly remedy: string;
}

function ofHops({ hops, told }: { readonly hops: readonly Hop[]; readonly told: Hop }): Problem {
  const entry = told.reason === null ? null : reasons[told.reason];
  return {
    sign: told.verdict === "blocked" ? "❌" : "❔",
    title: `${hopsInWords(hops)}: ${told.verdict}`,
    code: told.reason,
    source: entry?.source ?? null,
    resource: told.resource,
    ...spelled(told),
  };
}

function ofFinding(finding: Finding): Problem {
  const { title, source } = rules[finding.rule];
  const sign = finding.effect === "fails" ? "❌" : finding.effect === "unknown" ? "❔" : "⚠️";
  return { sign, title, code: finding.rule, source, resource: finding.resource, ...spelled(finding) };
}

function spelled(it: Hop | Finding): Pick<Problem, "explanation" | "remedy"> {
  const { explanation, remedy } = explain(it);
  return { explanation: spell(explanation), remedy: remedy === null ? "" : spell(remedy) };
}

function titleOf({ sign, title, code: name, source, resource }: Problem): string {
  const link = name === null ? "" : ` (${source === null ? code(name) : `[${code(name)}](${source})`})`;
  return `- ${sign} ${text(title)}${link}${resource === null ? "" : `, at ${code(resource)}`}`;
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
