import { type Backend, localState, remoteState } from "../modules/remote-state";
import type { Settings } from "../modules/settings";
import { options } from "./catalogue";
import { supportingStack, supportingStacks } from "./supporting-stacks";

const optionIds = options.map(({ id }) => id);

/** Every stack that there can be: the options, and what they are deployed with. */
export const stackIds: readonly string[] = [...optionIds, ...supportingStacks.map(({ id }) => id)];

/** Those that are synthesized with these settings. */
export function stacksOf(settings: Settings): readonly string[] {
  return [...optionIds, ...supportingStacks.filter(({ isWanted }) => isWanted(settings)).map(({ id }) => id)];
}

/** How a stack's state is kept. */
export function backendOf(settings: Settings, stackId: string): Backend {
  return supportingStack(stackId)?.staysLocal === undefined ? remoteState(settings) : localState;
}

/** The stacks whose state is on this machine. */
export function localStacks(settings: Settings): readonly string[] {
  return stackIds.filter((id) => backendOf(settings, id) === localState);
}
