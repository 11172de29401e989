import type { RuleCode } from "../../causes/rules/rule";
import { rabbitmqRules } from "../../event-sources/rabbitmq/rules";
import { type RuleEntry, tableOf } from "../../rules/rule";
import { mappingRules } from "./rule-table/mapping";
import { networkRules } from "./rule-table/network";
import { roleRules } from "./rule-table/role";
import { secretRules } from "./rule-table/secret";

export type { RuleCode } from "../../causes/rules/rule";

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, RuleEntry>> = {
  ...roleRules,
  ...secretRules,
  ...tableOf(rabbitmqRules),
  ...mappingRules,
  ...networkRules,
};
