import { type Backend, localState, remoteState } from "../modules/remote-state";
import type { Settings } from "../modules/settings";
import { options } from "./catalogue";
import { pipelineAccessId } from "./pipeline-access";
import { stateBucketId } from "./state-bucket";

/** Every stack that there can be: the options, the bucket for their state, and what a pipeline may do with them. */
export const stackIds: readonly string[] = [...options.map(({ id }) => id), stateBucketId, pipelineAccessId];

/** Those that are synthesized with these settings. */
export function stacksOf({ githubRepository }: Settings): readonly string[] {
  return stackIds.filter((id) => id !== pipelineAccessId || githubRepository !== undefined);
}

/** How a stack's state is kept. A bucket cannot hold the state of its own creation. */
export function backendOf(settings: Settings, stackId: string): Backend {
  return stackId === stateBucketId ? localState : remoteState(settings);
}

/** The stacks whose state is on this machine. */
export function localStacks(settings: Settings): readonly string[] {
  return stackIds.filter((id) => backendOf(settings, id) === localState);
}
