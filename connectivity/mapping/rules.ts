import type { RuleCode } from "../causes/rules/rule";
import { eventSources } from "../event-sources";
import { assumptionUnused } from "../rules/assumption-unused";
import { mappingRules } from "../rules/mapping";
import { destroyOrder } from "../rules/mapping/destroy-order";
import { nameTaken } from "../rules/mapping/name-taken";
import { networkRules } from "../rules/network";
import { eventSourceNotJudged, eventSourceUnknown } from "../rules/not-judged";
import { roleRules } from "../rules/role";
import { type RuleEntry, tableOf } from "../rules/rule";
import { secretRules } from "../rules/secret";
import { sourceDiffers } from "../rules/source-differs";
import { sourceGuessed } from "../rules/source-guessed";

/** The rules about a mapping, whatever its event source is and whether or not the input holds it. */
export const rulesOfMappings = [...roleRules, ...secretRules, ...mappingRules] as const;

/** The rules about a mapping on an event source that the input holds, of any kind. */
export const rulesOfSources = [nameTaken, ...networkRules] as const;

/** Every rule about something other than reachability, by its code, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, RuleEntry>> = tableOf([
  ...roleRules,
  ...secretRules,
  ...eventSources.flatMap((source) => [...source.rules]),
  ...eventSources.flatMap((source) => [...source.mappingRules]),
  ...mappingRules,
  nameTaken,
  destroyOrder,
  ...networkRules,
  eventSourceNotJudged,
  eventSourceUnknown,
  sourceDiffers,
  sourceGuessed,
  assumptionUnused,
]);
