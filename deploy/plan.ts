import { brokerAtStake } from "./broker-at-stake";
import type { Command } from "./command";
import type { Deployment } from "./deployment";
import { otherDeployments } from "./other-deployments";
import { rememberPlace } from "./remembered-places";
import { SavedPlan } from "./saved-plan";
import { say } from "./say";
import { isEmpty, type State } from "./state";
import { unattendedQueues } from "./unattended-queues";

/** `npm run plan`: what would be changed, and whether the mapping would work. Changes nothing. */
export const plan: Command = async (deployment, { passedOn }) => {
  const before = await introduce(deployment);
  const saved = await SavedPlan.make(deployment, passedOn);
  if (saved === undefined) return "failed";
  try {
    const works = await saved.check();
    const stake = brokerAtStake(saved.json, before, deployment.settings.queue, false);
    if (stake !== undefined) say("", stake.explanation);
    const unattended = unattendedQueues(saved.json);
    if (unattended.length > 0) say("", ...unattended);
    return works ? "done" : "failed";
  } finally {
    saved.remove();
  }
};

/**
 * Says what this is about and where its state is; of what is not deployed yet, what else there is.
 *
 * @returns the state
 */
export async function introduce(deployment: Deployment): Promise<State> {
  const { place, title, settings } = deployment;
  const state = await deployment.state();
  if (isEmpty(state)) {
    say(title, `New deployment at ${place}`, ...(await otherDeployments(deployment)), "");
  } else {
    if (settings.stateBackend !== "local") rememberPlace(place);
    say(title, `State: ${place}`, "");
  }
  return state;
}
