import type { Report } from "../../../connectivity/verdict";
import type { Judged } from "../judge";

/**
 * The report as JSON, of the shape that docs/mqesm-report.schema.json describes. Where several workspaces were judged,
 * every mapping and finding says which is its own, for addresses repeat between them.
 */
export function renderJson(judged: readonly Judged[]): string {
  return `${JSON.stringify(merge(judged), null, 2)}\n`;
}

function merge(judged: readonly Judged[]): Report {
  const [only, ...others] = judged;
  if (only !== undefined && others.length === 0) return only.report;
  return {
    mappings: judged.flatMap(({ workspace, report }) => report.mappings.map((mapping) => ({ workspace, ...mapping }))),
    findings: judged.flatMap(({ workspace, report }) => report.findings.map((finding) => ({ workspace, ...finding }))),
  };
}
