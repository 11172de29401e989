import {
  between,
  destination,
  type FindingInWords,
  type HopInWords,
  type MappingReportInWords,
  origin,
  type ReportInWords,
  reasons,
  rules,
} from "../../../connectivity/index";
import { code, text } from "../../../plan-review/markdown/escape";
import { printable } from "../../../plan-review/markdown/printable";
import { clipped, LIMITS, line } from "./limits";
import type { Level, Outcome } from "./outcome";

/** What becomes of a hop or a finding, in the order in which people want to read it. */
const KINDS = {
  blocked: { label: "Blocked", severity: "Error", level: "error" },
  refused: { label: "Refused by AWS", severity: "Error", level: "error" },
  fails: { label: "Fails", severity: "Error", level: "error" },
  unknown: { label: "Unknown", severity: "Warning", level: "warning" },
  warning: { label: "Warning", severity: "Warning", level: "warning" },
  note: { label: "Note", severity: "Note", level: "info" },
  reachable: { label: "Reachable", severity: "None", level: "none" },
} as const satisfies Record<string, { label: string; severity: string; level: Level }>;

type Kind = keyof typeof KINDS;

const ORDER = Object.keys(KINDS);

/** Every hop and every finding of a report, the worst first, and as many as HCP Terraform takes. */
export function outcomesOf(report: ReportInWords): readonly Outcome[] {
  const all = [
    ...report.mappings.flatMap((mapping) => [
      ...mapping.hops.map((hop) => ofHop(hop, mapping)),
      ...mapping.findings.map((finding) => ofFinding(finding, mapping)),
    ]),
    ...report.findings.map((finding) => ofFinding(finding, null)),
  ];
  const sorted = all.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)).map(outcome);
  return sorted.length <= LIMITS.outcomes
    ? sorted
    : [...sorted.slice(0, LIMITS.outcomes - 1), left(sorted.slice(LIMITS.outcomes - 1))];
}

/** What an outcome is made of. */
interface Told {
  readonly kind: Kind;
  /** Of a reason or a rule; null where everything is as it should be. */
  readonly code: string | null;
  readonly title: string;
  readonly mapping: string | null;
  readonly explanation: string;
  readonly remedy: string;
  readonly resource: string | null;
  readonly construct: string | null;
  readonly source: string | null;
}

function ofHop(hop: HopInWords, { address }: MappingReportInWords): Told {
  const stop = hop.verdict === "reachable" || between(hop) === "" ? "" : `, at ${between(hop)}`;
  const way = hop.verdict === "reachable" && between(hop) !== "" ? `, ${between(hop)}` : "";
  return {
    kind: hop.verdict,
    code: hop.reason,
    title: `${destination(hop)} from ${origin(hop)}: ${hop.verdict}${way}${stop}`,
    mapping: address,
    explanation: hop.explanation,
    remedy: remedyOf(hop),
    resource: hop.resource,
    construct: hop.constructPath,
    source: hop.reason === null ? null : reasons[hop.reason].source,
  };
}

/** Facts that would decide it are asserted where the service is started. */
function remedyOf({ remedy, assumable }: HopInWords): string {
  if (assumable.length === 0) return remedy;
  return `${remedy} If you know it to be so, start the service with ${assumable.map((fact) => `--assume '${fact}'`).join(" ")}`;
}

function ofFinding(finding: FindingInWords, mapping: MappingReportInWords | null): Told {
  const { title, source } = rules[finding.rule];
  return {
    kind: kindOf(finding),
    code: finding.rule,
    title: `${title}${finding.resource === null ? "" : `: ${finding.resource}`}`,
    mapping: mapping?.address ?? null,
    explanation: finding.explanation,
    remedy: finding.remedy,
    resource: finding.resource,
    construct: finding.constructPath,
    source,
  };
}

function kindOf({ effect, kind, severity }: FindingInWords): Kind {
  if (effect === "unknown") return "unknown";
  if (effect === "fails") return kind === "refused" ? "refused" : "fails";
  return severity === "error" ? "warning" : severity;
}

function outcome(told: Told): Outcome {
  const { label, severity, level } = KINDS[told.kind];
  return {
    id: line(told.code ?? told.kind, LIMITS.outcomeId),
    description: line(printable(told.title), LIMITS.description),
    body: clipped(bodyOf(told), LIMITS.body),
    url: told.source !== null && told.source.length <= LIMITS.url ? told.source : null,
    status: { label, level },
    severity: { label: severity, level },
  };
}

function bodyOf({ mapping, resource, construct, explanation, remedy, source }: Told): string {
  const rows: readonly (readonly [string, string | null])[] = [
    ["Mapping", mapping && code(mapping)],
    ["Resource", resource && code(resource)],
    ["Construct", construct && code(construct)],
    ["Why", explanation && text(explanation)],
    ["Remedy", remedy && text(remedy)],
    ["See", source && `<${source}>`],
  ];
  return rows.flatMap(([label, content]) => (content ? [`**${label}:** ${content}`] : [])).join("\n\n");
}

/** What is not listed, in one line: nobody is to believe that the list is whole. */
function left(others: readonly Outcome[]): Outcome {
  const counts = new Map<string, number>();
  for (const { status } of others) counts.set(status.label, (counts.get(status.label) ?? 0) + 1);
  const listed = [...counts].map(([label, count]) => `${count} ${label.toLowerCase()}`).join(", ");
  return {
    id: "not-listed",
    description: `${others.length} more are not listed: ${listed}`,
    body: `HCP Terraform shows ${LIMITS.outcomes} outcomes at most. \`mqesm check\` of the same plan shows all of them.`,
    url: null,
    status: { label: "Not listed", level: "info" },
    severity: { label: "None", level: "none" },
  };
}
