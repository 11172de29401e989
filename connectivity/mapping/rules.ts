import type { RuleCode } from "../causes/rules/rule";
import { rabbitmqMappingRules, rabbitmqRules } from "../event-sources/rabbitmq/rules";
import { assumptionUnused } from "../rules/assumption-unused";
import { mappingRules } from "../rules/mapping";
import { destroyOrder } from "../rules/mapping/destroy-order";
import { nameTaken } from "../rules/mapping/name-taken";
import { networkRules } from "../rules/network";
import { eventSourceNotJudged, eventSourceUnknown } from "../rules/not-judged";
import { roleRules } from "../rules/role";
import { type RuleEntry, tableOf } from "../rules/rule";
import { secretRules } from "../rules/secret";

/** The rules about a mapping, whether or not the input holds its broker. */
export const rulesOfMappings = [...roleRules, ...secretRules, ...mappingRules, ...rabbitmqMappingRules] as const;

/** The rules about a mapping on a broker that the input holds. */
export const rulesOfBrokers = [...rabbitmqRules, nameTaken, ...networkRules] as const;

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, RuleEntry>> = tableOf([
  ...roleRules,
  ...secretRules,
  ...rabbitmqRules,
  ...rabbitmqMappingRules,
  ...mappingRules,
  nameTaken,
  destroyOrder,
  ...networkRules,
  eventSourceNotJudged,
  eventSourceUnknown,
  assumptionUnused,
]);
