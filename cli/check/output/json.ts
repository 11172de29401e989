import { inWords, type ReportInWords } from "../../../connectivity/index";
import type { Report } from "../../../connectivity/verdict";
import type { Judged } from "../judge";
import { remedyOf } from "./words";

/**
 * The report as JSON, of the shape that docs/mqesm-report.schema.json describes. Where several workspaces were judged,
 * every mapping and finding says which is its own, for addresses repeat between them.
 */
export function renderJson(judged: readonly Judged[]): string {
  return `${JSON.stringify(merge(judged), null, 2)}\n`;
}

function merge(judged: readonly Judged[]): ReportInWords {
  const reports = judged.map(({ workspace, report }) => ({ workspace, report: spelled(report) }));
  const [only, ...others] = reports;
  if (only !== undefined && others.length === 0) return only.report;
  return {
    mappings: reports.flatMap(({ workspace, report }) => report.mappings.map((mapping) => ({ workspace, ...mapping }))),
    findings: reports.flatMap(({ workspace, report }) => report.findings.map((finding) => ({ workspace, ...finding }))),
  };
}

/** With remedies as the command says them: what can be asserted is spelled as its option. */
function spelled(report: Report): ReportInWords {
  const { mappings, findings } = inWords(report);
  return {
    mappings: mappings.map((mapping) => ({
      ...mapping,
      hops: mapping.hops.map((hop) => ({ ...hop, remedy: remedyOf(hop) })),
    })),
    findings,
  };
}
