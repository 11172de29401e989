import type { Resource } from "./json-api";
import { shownApply, shownPlan } from "./plans";
import { shownPolicyCheck } from "./policy-checks";
import { shownRun } from "./run-routes";
import { shownTaskResult, shownTaskStage } from "./task-stages";
import { shownTask } from "./tasks";
import { shownVariable } from "./variables";
import { shownWorkspace } from "./workspaces";
import type { World } from "./world";

/** How a resource is shown, where it is not as it is kept. */
const views: Readonly<Record<string, (world: World, stored: Resource) => Resource>> = {
  applies: shownApply,
  "configuration-versions": (_, stored) => ({ ...stored, relations: {} }),
  plans: shownPlan,
  "policy-checks": shownPolicyCheck,
  runs: shownRun,
  tasks: (_, stored) => shownTask(stored),
  "task-results": shownTaskResult,
  "task-stages": shownTaskStage,
  workspaces: shownWorkspace,
  vars: (_, stored) => shownVariable(stored),
};

/** A resource as it is now, as far as it is shown. */
export function shown(world: World, stored: Resource): Resource {
  return views[stored.type]?.(world, stored) ?? stored;
}
