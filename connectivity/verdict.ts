/** What a hop or a mapping comes to. Blocked needs proof, reachable needs proof; everything else is unknown. */
export type HopVerdict = "reachable" | "blocked" | "unknown";
export type MappingVerdict = "works" | "fails" | "unknown";

/** The four things that an event source mapping's pollers must reach. */
export type HopTarget = "broker" | "sts" | "secretsmanager" | "lambda";

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

/** One hop, from one of the broker's subnets to one target. */
export interface Hop {
  readonly target: HopTarget;
  /** Address (or id) of the broker's subnet that the mapping's interface lives in; null for a public broker. */
  readonly from: string | null;
  readonly verdict: HopVerdict;
  readonly via: HopVia | null;
  /** Code of the reason, documented in docs/; null when reachable. */
  readonly reason: string | null;
  /** Address of the one resource to change; null when nothing specific. */
  readonly resource: string | null;
  /** Construct path of that resource, where CDKTF metadata gives one. */
  readonly constructPath: string | null;
  /** One sentence: why. */
  readonly explanation: string;
  /** One sentence: what to do; what would decide it, when unknown. */
  readonly remedy: string;
}

/** Something other than reachability that is wrong, or worth saying. */
export interface Finding {
  /** Code of the rule, documented in docs/. */
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly kind: FindingKind;
  readonly resource: string | null;
  readonly constructPath: string | null;
  readonly explanation: string;
  readonly remedy: string;
}

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
  /** Findings that belong to no mapping on an Amazon MQ for RabbitMQ broker. */
  readonly findings: readonly Finding[];
}
