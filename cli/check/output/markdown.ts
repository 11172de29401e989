import {
  between,
  destination,
  type Hop,
  hopsInWords,
  type MappingReport,
  type MappingVerdict,
  origin,
} from "../../../connectivity/index";
import { cell, code, text } from "../../../plan-review/markdown/escape";
import type { Acceptance } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { codeEntry } from "./code-entry";
import { conclude } from "./conclusion";
import { type Problem, problemOf, problemsOf } from "./problems";

const SIGNS: Readonly<Record<MappingVerdict | Hop["verdict"], string>> = {
  works: "✅",
  reachable: "✅",
  fails: "❌",
  blocked: "❌",
  unknown: "❔",
};

/** The report for a pull request: what decides is open, what works is folded. */
export function renderMarkdown(judged: readonly Judged[], acceptance: Acceptance): string {
  const { verdict, result, next } = conclude(judged, acceptance);
  const several = judged.length > 1;
  const blocks = judged.flatMap(({ workspace, report }) => {
    const where = several ? ` in ${code(workspace)}` : "";
    const besides = report.findings.map((finding) => problem(problemOf(finding)));
    return [
      ...report.mappings.flatMap((mapping) => mappingBlocks(mapping, acceptance, where)),
      ...(several && report.mappings.length === 0 ? [`No event source mapping on an Amazon MQ broker${where}.`] : []),
      ...(besides.length > 0 ? [`#### Besides${where}`, besides.join("\n")] : []),
    ];
  });
  return `${[`### ${verdict === null ? "➖" : SIGNS[verdict]} ${text(result)}`, text(next), ...blocks].join("\n\n")}\n`;
}

function mappingBlocks(mapping: MappingReport, acceptance: Acceptance, where: string): string[] {
  const problems = problemsOf(mapping, acceptance).map(problem).join("\n");
  const assumed = mapping.assumptions.map((fact) => `- ${code(fact)}`).join("\n");
  const hops = table(mapping.hops);
  return [
    `#### ${SIGNS[mapping.verdict]} ${code(mapping.address)} ${mapping.verdict}${where}`,
    ...(problems === "" ? [] : [problems]),
    ...(assumed === "" ? [] : [`Assumed, because it was asserted, not because the input shows it:\n\n${assumed}`]),
    ...(mapping.hops.length === 0 ? [] : [`<details><summary>Paths</summary>\n\n${hops}\n\n</details>`]),
  ];
}

function table(hops: readonly Hop[]): string {
  const rows = hops.map((hop) => {
    const middle = between(hop);
    const way = hop.verdict === "reachable" || middle === "" ? text(middle) : code(middle);
    const start = hop.from === null ? text(origin(hop)) : code(hop.from);
    return `| ${[start, destination(hop), `${SIGNS[hop.verdict]} ${hop.verdict}`, way].map(cell).join(" | ")} |`;
  });
  return ["| From | To | Verdict | Through, or stopped at |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function problem({ kind, code: name, hops, resources, constructs, explanation, remedy, accepted }: Problem): string {
  const entry = codeEntry(name);
  const title = text(hops.length > 0 ? hopsInWords(hops) : (entry?.title ?? ""));
  const lines = [
    `- **${kind}** ${title}${name === null ? "" : ` (${entry === undefined ? code(name) : `[${code(name)}](${entry.source})`})`}`,
    ...(resources.length === 0
      ? []
      : [`Resource: ${[...resources.map(code), ...constructs.map((path) => `construct ${code(path)}`)].join(", ")}`]),
    `Why: ${text(explanation)}`,
    `Remedy: ${text(remedy)}`,
    ...(accepted === null ? [] : [`Accepted: ${text(accepted)}`]),
  ];
  return lines.join("  \n  ");
}
