import type { RuleCode } from "../../causes/rules/rule";
import { rabbitmqMappingRules, rabbitmqRules } from "../../event-sources/rabbitmq/rules";
import { assumptionUnused } from "../../rules/assumption-unused";
import { mappingRules } from "../../rules/mapping";
import { destroyOrder } from "../../rules/mapping/destroy-order";
import { nameTaken } from "../../rules/mapping/name-taken";
import { networkRules } from "../../rules/network";
import { eventSourceNotJudged, eventSourceUnknown } from "../../rules/not-judged";
import { type RuleEntry, tableOf } from "../../rules/rule";
import { secretRules } from "../../rules/secret";
import { roleRules } from "./rule-table/role";
import { secretRules as secretTable } from "./rule-table/secret";

export type { RuleCode } from "../../causes/rules/rule";

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, RuleEntry>> = {
  ...roleRules,
  ...tableOf(secretRules),
  ...secretTable,
  ...tableOf([...rabbitmqRules, ...rabbitmqMappingRules]),
  ...tableOf([...mappingRules, nameTaken, destroyOrder]),
  ...tableOf([...networkRules, eventSourceNotJudged, eventSourceUnknown, assumptionUnused]),
};
