import { type Backend, localState, remoteState } from "../modules/remote-state";
import { type Settings, variableOf } from "../modules/settings";
import { existingBrokerOption, options, optionsOf } from "./catalogue";
import { supportingStack, supportingStacks } from "./supporting-stacks";

/** Every stack that there can be: the options, and what they are deployed with. */
export const stackIds: readonly string[] = [...options, existingBrokerOption, ...supportingStacks].map(({ id }) => id);

/** Those that are synthesized with these settings. */
export function stacksOf(settings: Settings): readonly string[] {
  return [...optionsOf(settings), ...supportingStacks.filter(({ isWanted }) => isWanted(settings))].map(({ id }) => id);
}

/** What to set so that a stack is synthesized. */
export function wantedWith(stackId: string): string {
  return stackId === existingBrokerOption.id
    ? `existingBroker (${variableOf("existingBroker")}) to the id or the ARN of a broker, and existingBrokerSecret (${variableOf("existingBrokerSecret")}) to the ARN of its administrator's secret`
    : (supportingStack(stackId)?.wantedWith ?? "");
}

/** How a stack's state is kept. */
export function backendOf(settings: Settings, stackId: string): Backend {
  return supportingStack(stackId)?.staysLocal === undefined ? remoteState(settings) : localState;
}

/** The stacks whose state is on this machine. */
export function localStacks(settings: Settings): readonly string[] {
  return stackIds.filter((id) => backendOf(settings, id) === localState);
}
