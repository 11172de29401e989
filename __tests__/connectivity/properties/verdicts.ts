import { check } from "../../../connectivity/index";
import type { HopTarget, HopVerdict, MappingReport, MappingVerdict } from "../../../connectivity/verdict";

/** What a report says, without names. */
export interface Verdicts {
  readonly mappings: readonly MappingVerdict[];
  /** Verdict and target of each hop of each mapping. */
  readonly hops: readonly string[];
}

const worst: readonly HopVerdict[] = ["reachable", "unknown", "blocked"];

export function verdictsOf(json: unknown, assume: readonly string[] = []): Verdicts {
  const { mappings } = check([{ name: "input.json", json }], { assume });
  return {
    mappings: mappings.map(({ verdict }) => verdict).sort(),
    hops: mappings.flatMap(({ hops }) => hops.map(({ target, verdict }) => `${target} ${verdict}`)).sort(),
  };
}

/** What a report says about one mapping. */
export interface Judged {
  readonly verdict: MappingVerdict;
  /** The worst verdict on each target. */
  readonly hops: ReadonlyMap<HopTarget, HopVerdict>;
  /** The rules that are broken. */
  readonly codes: ReadonlySet<string>;
}

export function judgementOf(json: unknown): Judged {
  const { mappings } = check([{ name: "input.json", json }]);
  const [mapping, ...others] = mappings;
  if (mapping === undefined || others.length > 0) throw new Error(`${mappings.length} mappings`);
  return {
    verdict: mapping.verdict,
    hops: worstOf([mapping]),
    codes: new Set(mapping.findings.map(({ rule }) => rule)),
  };
}

/** The worst verdict on each target, over subnets and mappings. */
export function worstHops(json: unknown, assume: readonly string[] = []): ReadonlyMap<HopTarget, HopVerdict> {
  return worstOf(check([{ name: "input.json", json }], { assume }).mappings);
}

function worstOf(mappings: readonly Pick<MappingReport, "hops">[]): ReadonlyMap<HopTarget, HopVerdict> {
  const targets = new Map<HopTarget, HopVerdict>();
  for (const { target, verdict } of mappings.flatMap(({ hops }) => hops)) {
    const former = targets.get(target) ?? "reachable";
    targets.set(target, worst.indexOf(verdict) > worst.indexOf(former) ? verdict : former);
  }
  return targets;
}

/** Why a configuration or plan does not work: the rules that it breaks, and the reasons why hops are not reachable. */
export function codesOf(json: unknown): readonly (string | null)[] {
  const { mappings } = check([{ name: "input.json", json }]);
  return mappings.flatMap(({ hops, findings }) => [
    ...findings.map(({ rule }) => rule),
    ...hops.map(({ reason }) => reason),
  ]);
}
