import type { Instance } from "../terraform/model/model";
import type { Effect, Finding, FindingKind, Severity } from "../verdict";

/** What the documentation says about a rule, and what a finding of it does. */
export interface RuleEntry {
  readonly severity: Severity;
  readonly effect: Effect;
  readonly kind: FindingKind;
  /** A few words. */
  readonly title: string;
  /** What it means, in one or two sentences. */
  readonly meaning: string;
  /** A short piece of Terraform that the rule reports. */
  readonly example: string;
  /** Where AWS, RabbitMQ or the provider says so. */
  readonly source: string;
}

/** Makes a finding of a rule: on the resource to change, why, and what to do. */
export type Find = (
  resource: Pick<Instance, "address" | "constructPath"> | null,
  explanation: string,
  remedy: string,
) => Finding;

/** A rule about something other than reachability, with the judgement that finds it. */
export interface Rule<Code extends string, Subjects> extends RuleEntry {
  readonly code: Code;
  readonly found: Find;
  check(subjects: Subjects): readonly Finding[];
}

/** A rule as its file writes it. */
interface Definition<Code extends string, Subjects> extends RuleEntry {
  readonly code: Code;
  /** Left out where the judgement of another rule tells which of the two it is. */
  readonly check?: (subjects: Subjects, found: Find) => readonly Finding[];
}

export function rule<const Code extends string, Subjects = unknown>({
  check,
  ...entry
}: Definition<Code, Subjects>): Rule<Code, Subjects> {
  const { code, severity, effect, kind } = entry;
  const found: Find = (resource, explanation, remedy) => ({
    rule: code,
    severity,
    effect,
    kind,
    resource: resource?.address ?? null,
    constructPath: resource?.constructPath ?? null,
    explanation,
    remedy,
  });
  return { ...entry, found, check: (subjects) => check?.(subjects, found) ?? [] };
}
