import { inWords, type MappingReport, type Report, type ReportInWords } from "../../../connectivity/index";
import { type Acceptance, type Accepted, NOTHING_ACCEPTED } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { remedyOf } from "./words";

/**
 * The report as JSON, of the shape that docs/mqesm-report.schema.json describes. Where several workspaces were judged,
 * every mapping and finding says which is its own, for addresses repeat between them.
 */
export function renderJson(judged: readonly Judged[], acceptance: Acceptance = NOTHING_ACCEPTED): string {
  return `${JSON.stringify(merge(judged, acceptance), null, 2)}\n`;
}

function merge(judged: readonly Judged[], acceptance: Acceptance): ReportInWords {
  const reports = judged.map(({ workspace, report }) => ({ workspace, report: spelled(report, acceptance) }));
  const [only, ...others] = reports;
  if (only !== undefined && others.length === 0) return only.report;
  return {
    mappings: reports.flatMap(({ workspace, report }) => report.mappings.map((mapping) => ({ workspace, ...mapping }))),
    findings: reports.flatMap(({ workspace, report }) => report.findings.map((finding) => ({ workspace, ...finding }))),
  };
}

/** What of a mapping is accepted, and why. */
function acceptedIn(mapping: MappingReport, acceptance: Acceptance): { readonly accepted?: readonly Accepted[] } {
  const accepted = acceptance.usedBy(mapping);
  return accepted.length === 0 ? {} : { accepted };
}

/** With remedies as the command says them: what can be asserted is spelled as its option. */
function spelled(report: Report, acceptance: Acceptance): ReportInWords {
  const { mappings, findings } = inWords(report);
  return {
    mappings: mappings.map((mapping) => ({
      ...mapping,
      ...acceptedIn(mapping, acceptance),
      hops: mapping.hops.map((hop) => ({ ...hop, remedy: remedyOf(hop) })),
    })),
    findings,
  };
}
