import { type Backend, localState, remoteState } from "../modules/remote-state";
import type { Settings } from "../modules/settings";
import { options } from "./catalogue";
import { stateBucketId } from "./state-bucket";

/** Every stack there is: the options, and the bucket for their state. */
export const stackIds: readonly string[] = [...options.map(({ id }) => id), stateBucketId];

/** How a stack's state is kept. A bucket cannot hold the state of its own creation. */
export function backendOf(settings: Settings, stackId: string): Backend {
  return stackId === stateBucketId ? localState : remoteState(settings);
}

/** The stacks whose state is on this machine. */
export function localStacks(settings: Settings): readonly string[] {
  return stackIds.filter((id) => backendOf(settings, id) === localState);
}
