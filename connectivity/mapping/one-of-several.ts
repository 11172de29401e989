import type { MissingFact } from "../causes/missing-fact";
import type { Hop, HopVerdict, MappingReport } from "../verdict";
import { caseOf } from "./hop";
import { unknownHops } from "./hops";

const WORST_FIRST: readonly HopVerdict[] = ["blocked", "unknown", "reachable"];

/**
 * What holds whichever of several event sources a mapping is on, where the mapping's verdict is the same on each: a hop that all
 * of them share holds, and another is not known.
 */
export function agreed(
  reports: readonly MappingReport[],
  fact: MissingFact,
  target: { readonly name: string; readonly port: number | null },
): Omit<MappingReport, "address" | "constructPath"> | null {
  const [first] = reports;
  if (first === undefined || reports.some(({ verdict }) => verdict !== first.verdict)) return null;
  const findings = new Map(reports.flatMap((report) => report.findings).map((each) => [JSON.stringify(each), each]));
  return {
    verdict: first.verdict,
    assumptions: [...new Set(reports.flatMap(({ assumptions }) => assumptions))].sort(),
    hops: unknownHops(fact, "broker-unknown-source", target).flatMap(({ hop }) => shared(hop, reports)),
    findings: [...findings.values()],
  };
}

function shared(open: Hop, reports: readonly MappingReport[]): readonly Hop[] {
  const onEach = reports.map(({ hops }) => hops.filter(({ target }) => target === open.target));
  if (new Set(onEach.map(worstOf)).size === 1) return onEach.flat();
  const cases = onEach.flat().filter(({ verdict }) => verdict !== "reachable");
  return [{ ...open, cases: cases.map(caseOf) }];
}

function worstOf(hops: readonly Hop[]): HopVerdict | undefined {
  return WORST_FIRST.find((verdict) => hops.some((hop) => hop.verdict === verdict));
}
