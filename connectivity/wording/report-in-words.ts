import type { Finding, Hop, MappingReport, Report } from "../verdict";
import { explain } from "./explain";
import { spell } from "./sentence";

/** Why, and what to do, spelled. */
export interface Spelled {
  /** Why. */
  readonly explanation: string;
  /** What to do, or what would decide it; "" where nothing is to be done. */
  readonly remedy: string;
}

export type HopInWords = Hop & Spelled;
export type FindingInWords = Finding & Spelled;

export interface MappingReportInWords extends MappingReport {
  readonly hops: readonly HopInWords[];
  readonly findings: readonly FindingInWords[];
}

/** A report with its words, for whoever prints it as a whole. */
export interface ReportInWords extends Report {
  readonly mappings: readonly MappingReportInWords[];
  readonly findings: readonly FindingInWords[];
}

export function inWords({ mappings, findings }: Report): ReportInWords {
  return {
    mappings: mappings.map((mapping) => ({
      ...mapping,
      hops: mapping.hops.map(spelled),
      findings: mapping.findings.map(spelled),
    })),
    findings: findings.map(spelled),
  };
}

/** A hop or a finding with its words. */
export function spelled<It extends Hop | Finding>(it: It): It & Spelled {
  const { explanation, remedy } = explain(it);
  return { ...it, explanation: spell(explanation), remedy: remedy === null ? "" : spell(remedy) };
}
