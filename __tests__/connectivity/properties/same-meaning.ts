import { separateRules, singleRules } from "./planned-rules";
import { nestedPlan, type PlanRespelling, renamedPlan, reorderedPlan } from "./plans";
import * as spellings from "./spellings";

/** Spellings of a synthesized configuration that mean the same. */
export const configurations: Readonly<Record<string, spellings.Respelling>> = {
  "another order": spellings.reordered,
  "other names": spellings.renamed,
  "rules in halves": spellings.splitRules,
  "routes in halves": spellings.splitRoutes,
  "rules of the older kind": spellings.olderRules,
  "routes inside of tables": spellings.inlineRoutes,
  "subnets of endpoints by association": spellings.associatedSubnets,
  "policies that are attached": spellings.managedPolicies,
  "policies inside of roles": spellings.inlinePolicies,
};

/**
 * Spellings that mean the same to every hop, but not to AWS: of two rules that say the same it refuses the second, while
 * the blocks inside of a group are a set.
 */
export const configurationsOfHops: Readonly<Record<string, spellings.Respelling>> = {
  "rules inside of groups": spellings.inlineRules,
};

/** Spellings of a plan that mean the same. */
export const plans: Readonly<Record<string, PlanRespelling>> = {
  "another order": reorderedPlan,
  "other names": renamedPlan,
  "everything one module deeper": nestedPlan,
  "inline rules one by one": singleRules,
  "inline rules as resources": separateRules,
};
