import type { Plan } from "../plan/plan";
import type { PlannedChange } from "../plan/planned-change";
import { groupOpened } from "./access/group-opened";
import { madePublic } from "./access/made-public";
import { policyChanged } from "./access/policy-changed";
import { resourcePolicyChanged } from "./access/resource-policy-changed";
import { roleChanged } from "./access/role-changed";
import { secretChanged } from "./access/secret-changed";
import { invocation } from "./code/invocation";
import { program } from "./code/program";
import { HARMS, type Harm, type HarmRule } from "./harm";
import { brokerLost } from "./messages/broker-lost";
import { filterChanged } from "./messages/filter-changed";
import { functionLost } from "./outage/function-lost";
import { mappingStops } from "./outage/mapping-stops";
import { wayOutLost } from "./outage/way-out-lost";
import { unknownActions } from "./unknown/unknown-actions";

/** The rules that see harm in a plan's changes, in the order in which they are told and documented. */
export const harmRules: readonly HarmRule[] = [
  brokerLost,
  filterChanged,
  mappingStops,
  wayOutLost,
  functionLost,
  roleChanged,
  policyChanged,
  resourcePolicyChanged,
  secretChanged,
  groupOpened,
  madePublic,
  invocation,
  program,
  unknownActions,
];

const OF_ALL_TYPES = harmRules.filter(({ types }) => types === undefined);
const BY_TYPE = new Map<string, HarmRule[]>();
for (const rule of harmRules)
  for (const type of rule.types ?? []) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), rule]);

/** The harm that a plan's changes do, in the order of the rules. */
export function harmsOf(plan: Plan): readonly Harm[] {
  const found = plan.changes.filter(({ action }) => action !== "none").flatMap((change) => harmsOfChange(change, plan));
  return inOrder(found);
}

function harmsOfChange(change: PlannedChange, plan: Plan): readonly Harm[] {
  return [...(BY_TYPE.get(change.type) ?? []), ...OF_ALL_TYPES].flatMap((rule) => {
    const words = rule.check(change, plan);
    if (words === undefined) return [];
    const { code, kind, source } = rule;
    return [
      { code, kind, resource: change.address, explanation: words.explanation, remedy: words.remedy ?? "", source },
    ];
  });
}

/** By harm, the worst first; else as they were found. */
export function inOrder(harms: readonly Harm[]): readonly Harm[] {
  return [...harms].sort((one, other) => HARMS.indexOf(one.kind) - HARMS.indexOf(other.kind));
}
