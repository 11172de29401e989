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
  readonly #used = new Set<Accepted>();

  constructor(
    private readonly entries: readonly Accepted[],
    /** Whether mappings that cannot be decided are let pass. */
    readonly unknown: boolean = false,
  ) {}

  /** The entry that accepts a code of a mapping. */
  of(mapping: string, code: string | null): Accepted | null {
    const entry = this.entries.find((each) => each.code === code && (each.mapping ?? mapping) === mapping);
    if (entry !== undefined) this.#used.add(entry);
    return entry ?? null;
  }

  /** What a mapping comes to without what is accepted. */
  outcome({ address, hops, findings, verdict }: MappingReport): MappingVerdict {
    const isOpen = (code: string | null) => this.of(address, code) === null;
    const openHops = hops.filter(({ reason }) => reason === null || isOpen(reason));
    const openFindings = findings.filter(({ rule }) => isOpen(rule));
    if (openHops.length === hops.length && openFindings.length === findings.length) return verdict;
    return worstOf(openHops, openFindings);
  }

  /** Entries that nothing was accepted by. */
  get unused(): readonly Accepted[] {
    return this.entries.filter((entry) => !this.#used.has(entry));
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
