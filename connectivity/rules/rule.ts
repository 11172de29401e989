import type { MissingFact } from "../causes/missing-fact";
import type { Findings, RuleCode } from "../causes/rules/rule";
import type { Instance } from "../terraform/model/model";
import type { Effect, Finding, FindingKind, FindingOf, Severity } from "../verdict";

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

/** The resource to change, where there is one. */
export type Resource = Pick<Instance, "address" | "constructPath"> | null;

/** Makes a finding of a rule: on the resource to change, with its facts, and with what is missing where it is not known. */
export type Find<Code extends RuleCode> = (
  resource: Resource,
  facts: Findings[Code],
  missing?: readonly MissingFact[],
) => Finding;

/** A rule about something other than reachability, with the judgement that finds it. */
export interface Rule<Code extends RuleCode, Subjects> extends RuleEntry {
  readonly code: Code;
  readonly found: Find<Code>;
  check(subjects: Subjects): readonly Finding[];
}

/** A rule as its file writes it. */
interface Definition<Code extends RuleCode, Subjects> extends RuleEntry {
  readonly code: Code;
  /** Left out where the judgement of another rule tells which of the two it is. */
  readonly check?: (subjects: Subjects, found: Find<Code>) => readonly Finding[];
}

export function rule<const Code extends RuleCode, Subjects = unknown>({
  check,
  ...entry
}: Definition<Code, Subjects>): Rule<Code, Subjects> {
  const found: Find<Code> = (resource, facts, missing = []) => finding(entry, resource, facts, missing);
  return { ...entry, found, check: (subjects) => check?.(subjects, found) ?? [] };
}

/** What the documentation says about rules, by their codes. */
export function tableOf<Code extends RuleCode>(
  rules: readonly (RuleEntry & { readonly code: Code })[],
): Readonly<Record<Code, RuleEntry>> {
  return Object.fromEntries<RuleEntry>(rules.map((each) => [each.code, each])) as Record<Code, RuleEntry>;
}

/** A finding of a rule: its severity, effect and kind are the rule's. */
export function finding<Code extends RuleCode>(
  { code, severity, effect, kind }: Pick<RuleEntry, "severity" | "effect" | "kind"> & { readonly code: Code },
  resource: Resource,
  facts: Findings[Code],
  missing: readonly MissingFact[] = [],
): Finding {
  const made: FindingOf<Code> = {
    rule: code,
    severity,
    effect,
    kind,
    resource: resource?.address ?? null,
    constructPath: resource?.constructPath ?? null,
    facts,
    missing,
  };
  return made as Finding;
}
