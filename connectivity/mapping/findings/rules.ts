import { brokerRules } from "./rule-table/broker";
import { mappingRules } from "./rule-table/mapping";
import { networkRules } from "./rule-table/network";
import { roleRules } from "./rule-table/role";
import type { Effect, Rule } from "./rule-table/rule";
import { secretRules } from "./rule-table/secret";

export type { Effect, Rule } from "./rule-table/rule";

const table = { ...roleRules, ...secretRules, ...brokerRules, ...mappingRules, ...networkRules };

/** Code of a rule, as it stands in findings. */
export type RuleCode = keyof typeof table;

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, Rule>> = table;

/**
 * What a finding of a rule does to its mapping's verdict.
 *
 * @throws RangeError when there is no rule of that code.
 */
export function effectOf(rule: string): Effect {
  if (!isRule(rule)) throw new RangeError(`there is no rule "${rule}"`);
  return rules[rule].effect;
}

export function isRule(code: string): code is RuleCode {
  return Object.hasOwn(rules, code);
}
