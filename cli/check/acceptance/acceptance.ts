import type { Finding, Hop, MappingReport, MappingVerdict } from "../../../connectivity/index";

/** Something known and accepted: it stays in the report, and the exit code leaves it out. */
export interface Accepted {
  /** Code of a reason or of a rule. */
  readonly code: string;
  /** Address of the mapping that it is accepted for; null: every mapping. */
  readonly mapping: string | null;
  readonly reason: string;
  /** Its last day, such as `2027-06-30`; null: without end. */
  readonly until: string | null;
}

/** What a repository accepts. Verdicts stay what was proven; only what they come to for scripts changes. */
export class Acceptance {
  constructor(
    private readonly entries: readonly Accepted[],
    /** Whether mappings that cannot be decided are let pass. */
    readonly unknown: boolean = false,
  ) {}

  /** The entry that accepts a code of a mapping. */
  of(mapping: string, code: string | null): Accepted | null {
    return this.entries.find((each) => each.code === code && (each.mapping ?? mapping) === mapping) ?? null;
  }

  /** What a mapping comes to without what is accepted. */
  outcome({ address, hops, findings, verdict }: MappingReport): MappingVerdict {
    const isOpen = (code: string | null) => this.of(address, code) === null;
    const openHops = hops.filter(({ reason }) => reason === null || isOpen(reason));
    const openFindings = findings.filter(({ rule }) => isOpen(rule));
    if (openHops.length === hops.length && openFindings.length === findings.length) return verdict;
    return worstOf(openHops, openFindings);
  }

  /** Entries that accept nothing of these mappings. */
  unusedBy(mappings: readonly MappingReport[]): readonly Accepted[] {
    const used = new Set(mappings.flatMap((mapping) => this.usedBy(mapping)));
    return this.entries.filter((entry) => !used.has(entry));
  }

  /** Entries that accept something of a mapping. */
  usedBy({ address, hops, findings }: MappingReport): readonly Accepted[] {
    const codes = [...hops.map(({ reason }) => reason), ...findings.map(({ rule }) => rule)];
    return [...new Set(codes.flatMap((code) => this.of(address, code) ?? []))];
  }
}

/** Nothing is accepted. */
export const NOTHING_ACCEPTED = new Acceptance([]);

function worstOf(hops: readonly Hop[], findings: readonly Finding[]): MappingVerdict {
  const has = (verdict: Hop["verdict"], effect: Finding["effect"]) =>
    hops.some((hop) => hop.verdict === verdict) || findings.some((finding) => finding.effect === effect);
  if (has("blocked", "fails")) return "fails";
  return has("unknown", "unknown") ? "unknown" : "works";
}
