import { createColors } from "picocolors";
import type { Finding, MappingReport } from "../../../connectivity/index";
import { printable } from "../../printable";
import type { Acceptance } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { conclude } from "./conclusion";
import { type Paint, paints } from "./paint";
import { drawPaths } from "./path-drawing";
import { problemLines } from "./problem-lines";
import { problemOf, problemsOf } from "./problems";

const WORDS = { works: "WORKS", fails: "FAILS", unknown: "UNKNOWN" } as const;

/** The report for people: a block for every mapping, then what it all comes to and what to do next. */
export function renderText(judged: readonly Judged[], acceptance: Acceptance, color: boolean): string {
  const paint = paints(createColors(color));
  const several = judged.length > 1;
  const blocks = judged.flatMap(({ workspace, report }) => {
    const where = several ? printable(workspace) : null;
    return [
      ...report.mappings.map((mapping) => mappingLines(mapping, acceptance, where, paint)),
      ...(where !== null && report.mappings.length === 0 ? [nothingLines(where, paint)] : []),
      ...(report.findings.length > 0 ? [otherLines(report.findings, where, paint)] : []),
    ];
  });
  const { verdict, result, next } = conclude(judged, acceptance);
  const colored = verdict === null ? printable(result) : paint.verdict[verdict](printable(result));
  const last = `${paint.bold(colored)} ${printable(next)}`;
  return `${[...blocks.map((lines) => lines.join("\n")), last].join("\n\n")}\n`;
}

function mappingLines(
  mapping: MappingReport,
  acceptance: Acceptance,
  workspace: string | null,
  paint: Paint,
): string[] {
  const word = paint.verdict[mapping.verdict](WORDS[mapping.verdict]);
  const paths = drawPaths(mapping.hops, paint);
  return [
    paint.bold(`${word}  ${printable(mapping.address)}`),
    ...(workspace === null ? [] : [`  in ${workspace}`]),
    ...(mapping.constructPath === null ? [] : [`  construct ${printable(mapping.constructPath)}`]),
    ...(paths.length > 0 ? ["", ...paths.map((line) => `  ${line}`)] : []),
    ...problemsOf(mapping, acceptance).flatMap((problem) => ["", ...problemLines(problem, paint)]),
    ...(mapping.assumptions.length > 0
      ? ["", "  Assumed, because it was asserted, not because the input shows it:"]
      : []),
    ...mapping.assumptions.map((fact) => `    ${printable(fact)}`),
  ];
}

function otherLines(findings: readonly Finding[], workspace: string | null, paint: Paint): string[] {
  return [
    paint.bold(workspace === null ? "Besides" : `Besides, in ${workspace}`),
    ...findings.flatMap((finding) => ["", ...problemLines(problemOf(finding), paint)]),
  ];
}

function nothingLines(workspace: string, paint: Paint): string[] {
  return [paint.dim(`No event source mapping on an Amazon MQ broker in ${workspace}`)];
}
