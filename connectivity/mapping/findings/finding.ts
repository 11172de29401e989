import type { Instance, MissingFact } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { type RuleCode, rules } from "./rules";

/** A finding of a rule: its severity, effect and kind are the rule's. */
export function finding(
  rule: RuleCode,
  resource: Pick<Instance, "address" | "constructPath"> | null,
  explanation: string,
  remedy: string,
): Finding {
  const { severity, effect, kind } = rules[rule];
  return {
    rule,
    severity,
    effect,
    kind,
    resource: resource?.address ?? null,
    constructPath: resource?.constructPath ?? null,
    explanation,
    remedy,
  };
}

/** Facts as one clause, each once, the first few of many. */
export function clauses(missing: readonly MissingFact[]): string {
  const texts = [...new Set(missing.map(({ text }) => text))];
  const more = texts.length > 3 ? `; and ${texts.length - 3} more` : "";
  return texts.length === 0 ? "the input does not show it" : `${texts.slice(0, 3).join("; ")}${more}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return "nothing";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
