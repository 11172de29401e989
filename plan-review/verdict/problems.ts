import {
  explain,
  type Finding,
  type Hop,
  hopsInWords,
  type MappingReport,
  obstaclesOf,
  reasons,
  rules,
  spell,
} from "../../connectivity/index";
import { isToldWithVerdict } from "./harms";

/** Something that the verdict tells: what keeps a mapping from working, or may, or a warning. */
export interface Problem {
  readonly kind: "blocked" | "fails" | "unknown" | "warning";
  /** Code of the reason or the rule. */
  readonly code: string | null;
  /** A few words. */
  readonly title: string;
  /** Where AWS says so. */
  readonly source: string | null;
  /** The one resource to change; null where it is none. */
  readonly resource: string | null;
  readonly explanation: string;
  readonly remedy: string;
}

/** What the verdict on a mapping tells; what is told as harm is not repeated. */
export function problemsOf({ hops, findings }: MappingReport): readonly Problem[] {
  return [...obstaclesOf(hops).map(({ hops: stopped, told }) => ofHops(stopped, told)), ...problemsIn(findings)];
}

export function problemsIn(findings: readonly Finding[]): readonly Problem[] {
  return findings.filter((finding) => isToldWithVerdict(finding) && finding.severity !== "note").map(ofFinding);
}

function ofHops(hops: readonly Hop[], told: Hop): Problem {
  const entry = told.reason === null ? null : reasons[told.reason];
  return {
    kind: told.verdict === "blocked" ? "blocked" : "unknown",
    code: told.reason,
    title: `${hopsInWords(hops)}: ${told.verdict}`,
    source: entry?.source ?? null,
    resource: told.resource,
    ...spelled(told),
  };
}

function ofFinding(finding: Finding): Problem {
  const { title, source } = rules[finding.rule];
  const kind = finding.effect === "none" ? "warning" : finding.effect;
  return { kind, code: finding.rule, title, source, resource: finding.resource, ...spelled(finding) };
}

function spelled(it: Hop | Finding): Pick<Problem, "explanation" | "remedy"> {
  const { explanation, remedy } = explain(it);
  return { explanation: spell(explanation), remedy: remedy === null ? "" : spell(remedy) };
}
