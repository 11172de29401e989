import type { Cause, CauseCode } from "./causes/cause";
import type { MissingFact } from "./causes/missing-fact";
import type { Findings, RuleCode } from "./causes/rules/rule";

/** What a hop or a mapping comes to. Blocked needs proof, reachable needs proof; everything else is unknown. */
export type HopVerdict = "reachable" | "blocked" | "unknown";
export type MappingVerdict = "works" | "fails" | "unknown";

/** What an event source mapping's pollers must reach: the event source, by what its kind is called, or an AWS service. */
export type HopTarget = string;

/** How a reachable target is reached. */
export type HopVia = "interface-endpoint" | "nat-gateway" | "vpc" | "public";

/** How bad a finding is: an error fails the mapping, a warning may cost time or money, a note informs. */
export type Severity = "error" | "warning" | "note";

/** What a finding does to its mapping's verdict. */
export type Effect = "fails" | "unknown" | "none";

/**
 * What a finding is about: what there will be once the plan is applied (`outcome`), what AWS refuses, so that the apply stops
 * (`refused`), or what the apply does on its way: a reboot, a wait, a loss (`apply`).
 */
export type FindingKind = "outcome" | "refused" | "apply";

/** One hop, from one of the event source's subnets to one target. */
export interface Hop {
  readonly target: HopTarget;
  /** The TCP port that has to be reached; null where the input does not show which kind of event source it is. */
  readonly port: number | null;
  /** Address (or id) of the event source's subnet that the mapping's interface lives in; null for a public one. */
  readonly from: string | null;
  readonly verdict: HopVerdict;
  readonly via: HopVia | null;
  /** Endpoints or NAT gateways that a reachable target is reached through, by address. */
  readonly through: readonly string[];
  /** Code of the reason, documented in docs/; null when reachable. */
  readonly reason: CauseCode | null;
  /** Address of the one resource to change; null when nothing specific. */
  readonly resource: string | null;
  /** Construct path of that resource, where CDKTF metadata gives one. */
  readonly constructPath: string | null;
  /** Why it is not reachable, or not known to be, the decisive one first; none when reachable. */
  readonly causes: readonly Cause[];
  /** Where it depends on what the input does not show: what becomes of it in each case that is not fine. */
  readonly cases: readonly HopCase[];
  /** Facts that would decide it and that whoever knows them to be so can assert, spelled as `CheckOptions.assume` takes them. */
  readonly assumable: readonly string[];
}

/** What becomes of a hop in one case of several. */
export interface HopCase {
  readonly from: string | null;
  readonly verdict: HopVerdict;
  readonly causes: readonly Cause[];
}

/** Something other than reachability that is wrong, or worth saying. */
export interface FindingOf<Code extends RuleCode> {
  /** Code of the rule, documented in docs/. */
  readonly rule: Code;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly kind: FindingKind;
  readonly resource: string | null;
  readonly constructPath: string | null;
  readonly facts: Findings[Code];
  /** Where it is not known: the facts that would decide. */
  readonly missing: readonly MissingFact[];
}

export type Finding = { readonly [Code in RuleCode]: FindingOf<Code> }[RuleCode];

/** The verdict on one event source mapping. */
export interface MappingReport {
  readonly address: string;
  readonly constructPath: string | null;
  readonly verdict: MappingVerdict;
  /** Facts that the user asserted and that this verdict rests on. */
  readonly assumptions: readonly string[];
  readonly hops: readonly Hop[];
  /** The decisive one first. */
  readonly findings: readonly Finding[];
}

/** The verdict on everything that was read. */
export interface Report {
  readonly mappings: readonly MappingReport[];
  /** Set where a verdict is open for what a plan's JSON has lost, and the configuration that it was made from has. */
  readonly isDecidedBySource?: true;
  /** Findings that belong to no mapping on an event source that is judged. */
  readonly findings: readonly Finding[];
}
