import type { RuleCode } from "../../causes/rules/rule";
import { rabbitmqRules } from "../../event-sources/rabbitmq/rules";
import { assumptionUnused } from "../../rules/assumption-unused";
import { networkRules } from "../../rules/network";
import { eventSourceNotJudged, eventSourceUnknown } from "../../rules/not-judged";
import { type RuleEntry, tableOf } from "../../rules/rule";
import { mappingRules } from "./rule-table/mapping";
import { roleRules } from "./rule-table/role";
import { secretRules } from "./rule-table/secret";

export type { RuleCode } from "../../causes/rules/rule";

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, RuleEntry>> = {
  ...roleRules,
  ...secretRules,
  ...tableOf(rabbitmqRules),
  ...mappingRules,
  ...tableOf([...networkRules, eventSourceNotJudged, eventSourceUnknown, assumptionUnused]),
};
