import { hopsInWords } from "../../../connectivity/index";
import { printable } from "../../printable";
import type { Acceptance } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { codeEntry } from "./code-entry";
import { conclude } from "./conclusion";
import { type Problem, problemOf, problemsOf } from "./problems";

type Level = "error" | "warning" | "notice";

const LEVELS: Readonly<Record<Problem["kind"], Level>> = {
  blocked: "error",
  refused: "error",
  error: "error",
  unknown: "error",
  warning: "warning",
  apply: "notice",
  note: "notice",
};

/**
 * The report as commands of a GitHub Actions log, which makes annotations of them, and what it comes to as its last line.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function renderGitHub(judged: readonly Judged[], acceptance: Acceptance): string {
  const { result, next } = conclude(judged, acceptance);
  const lines = judged.flatMap(({ workspace, report }) => {
    const where = judged.length > 1 ? ` in ${workspace}` : "";
    return [
      ...report.mappings.flatMap((mapping) =>
        problemsOf(mapping, acceptance).map((problem) => annotation(problem, `${mapping.address}${where}`, acceptance)),
      ),
      ...report.findings.map((finding) => annotation(problemOf(finding), `mqesm${where}`, acceptance)),
    ];
  });
  return `${[...lines, `${printable(result)} ${printable(next)}`].join("\n")}\n`;
}

function annotation(problem: Problem, subject: string, acceptance: Acceptance): string {
  const { code, hops, resources, explanation, remedy, accepted } = problem;
  const what = hops.length > 0 ? hopsInWords(hops) : (codeEntry(code)?.title ?? "");
  const rows = [
    `${problem.kind}: ${what}${code === null ? "" : ` [${code}]`}`,
    ...(resources.length === 0 ? [] : [`Resource: ${resources.join(", ")}`]),
    `Why: ${explanation}`,
    ...(remedy === "" ? [] : [`Remedy: ${remedy}`]),
    ...(accepted === null ? [] : [`Accepted: ${accepted}`]),
  ];
  const message = rows.map((row) => escapeData(printable(row))).join("%0A");
  return `::${levelOf(problem, acceptance)} title=${escapeProperty(printable(subject))}::${message}`;
}

function levelOf({ kind, accepted }: Problem, acceptance: Acceptance): Level {
  if (accepted !== null) return "notice";
  return kind === "unknown" && acceptance.unknown ? "warning" : LEVELS[kind];
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
