import {
  enumerate,
  explain,
  type Finding,
  type Hop,
  type MappingReport,
  type Obstacle,
  obstaclesOf,
  type Severity,
  spell,
} from "../../../connectivity/index";
import { type Acceptance, type Accepted, NOTHING_ACCEPTED } from "../acceptance/acceptance";
import { remedyOf } from "./words";

/** One thing to change or to find out, however many hops it concerns. */
export interface Problem {
  /** `refused`: AWS refuses it, so that the apply stops. `apply`: what the apply does on its way, which is no fault. */
  readonly kind: "blocked" | "refused" | "unknown" | "apply" | Severity;
  /** Code of a reason or a rule. */
  readonly code: string | null;
  /** The hops that it stops; empty for a finding. */
  readonly hops: readonly Hop[];
  /** What to change; none when nothing specific. */
  readonly resources: readonly string[];
  readonly constructs: readonly string[];
  readonly explanation: string;
  readonly remedy: string;
  /** What to do first, as the beginning of a sentence; null where nothing specific. */
  readonly step: string | null;
  /** Why it is accepted, and until when; null when it is not. */
  readonly accepted: string | null;
}

const ORDER: readonly Problem["kind"][] = ["blocked", "refused", "error", "unknown", "warning", "apply", "note"];

/** What keeps a mapping from working, or is worth saying about it: the worst kind first, then as the verdict orders. */
export function problemsOf(mapping: MappingReport, acceptance: Acceptance = NOTHING_ACCEPTED): Problem[] {
  const problems = [...obstaclesOf(mapping.hops).map(problemOfHops), ...mapping.findings.map(problemOf)];
  return problems
    .map((problem) => ({ ...problem, accepted: acceptedIn(acceptance.of(mapping.address, problem.code)) }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function acceptedIn(entry: Accepted | null): string | null {
  if (entry === null) return null;
  return `${entry.reason}${entry.until === null ? "" : ` (until ${entry.until})`}`;
}

function problemOfHops({ hops, told, resources, constructs }: Obstacle): Problem {
  const { verdict, reason: code } = told;
  const kind = verdict === "blocked" ? "blocked" : "unknown";
  return {
    kind,
    code,
    hops,
    resources,
    constructs,
    explanation: spell(explain(told).explanation),
    remedy: remedyOf(told),
    step: stepOf(told, resources),
    accepted: null,
  };
}

/** A finding as a problem. */
export function problemOf(finding: Finding): Problem {
  const { rule: code, resource, constructPath } = finding;
  const resources = resource === null ? [] : [resource];
  return {
    kind: kindOf(finding),
    code,
    hops: [],
    resources,
    constructs: constructPath === null ? [] : [constructPath],
    explanation: spell(explain(finding).explanation),
    remedy: remedyOf(finding),
    step: stepOf(finding, resources),
    accepted: null,
  };
}

function stepOf(it: Hop | Finding, resources: readonly string[]): string | null {
  const { step } = explain(it);
  if (step !== null) return spell(step);
  return resources.length === 0 ? null : `Change ${enumerate(resources)}`;
}

/** One that leaves the verdict open counts as unknown, whatever its severity. */
function kindOf({ severity, effect, kind }: Finding): Problem["kind"] {
  if (effect === "unknown") return "unknown";
  if (effect === "fails" && kind === "refused") return "refused";
  return severity === "note" && kind === "apply" ? "apply" : severity;
}
