import type { MissingFact } from "../../causes/missing-fact";
import type { FactsOf, Findings } from "../../causes/rules/rule";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { type RuleCode, rules } from "./rules";

type Resource = Pick<Instance, "address" | "constructPath"> | null;

/** A finding of a rule: its severity, effect and kind are the rule's. */
export function finding<Code extends RuleCode>(
  rule: Code,
  resource: Resource,
  facts: Findings[Code],
  missing?: readonly MissingFact[],
): Finding;
/** A finding as sentences: to be taken apart into facts. */
export function finding(rule: RuleCode, resource: Resource, explanation: string, remedy: string): Finding;
export function finding(
  rule: RuleCode,
  resource: Resource,
  facts: FactsOf<RuleCode> | string,
  missing: readonly MissingFact[] | string = [],
): Finding {
  const { severity, effect, kind } = rules[rule];
  const isTold = typeof facts === "string" || typeof missing === "string";
  return {
    rule,
    severity,
    effect,
    kind,
    resource: resource?.address ?? null,
    constructPath: resource?.constructPath ?? null,
    facts: isTold ? { told: { explanation: String(facts), remedy: String(missing) } } : facts,
    missing: isTold ? [] : missing,
  };
}

export { enumerate } from "../../wording/clauses";
