import { brokerAtStake } from "./broker-at-stake";
import type { Command } from "./command";
import { introduce } from "./plan";
import { rememberPlace } from "./remembered-places";
import { SavedPlan } from "./saved-plan";
import { say } from "./say";
import { unattendedQueues } from "./unattended-queues";

/** `npm run deploy`: plans, checks the plan, asks, and applies that very plan. */
export const deploy: Command = async (deployment, { passedOn, autoApprove, giveUpBroker }, questions) => {
  const { title, place, stackId, settings } = deployment;
  const before = await introduce(deployment);
  const saved = await SavedPlan.make(deployment, passedOn);
  if (saved === undefined) return "failed";
  try {
    if (!(await saved.check())) {
      say("", "Nothing was applied: the mapping would fail.");
      return "failed";
    }
    const stake = brokerAtStake(saved.json, before, settings.queue, false);
    if (stake !== undefined && !(await questions.giveUp(stake, giveUpBroker))) return "failed";
    const unattended = unattendedQueues(saved.json);
    if (unattended.length > 0) say("", ...unattended);
    if (!saved.changes) {
      say("", `Nothing to change: ${title}`);
      return "done";
    }
    const question = "Do you want to perform these actions?\n  Terraform will perform the actions described above.";
    if (!autoApprove && !(await questions.approve(question, "Nothing was applied: it was not approved."))) {
      return "failed";
    }
    const applied = await saved.apply();
    if (settings.stateBackend !== "local") rememberPlace(place);
    say(
      "",
      ...(applied
        ? [`Deployed: ${title}`, `State: ${place}`, `Its outputs again: npm run outputs -- ${stackId}`]
        : [
            `Not all of it was applied. What was made is in the state: ${place}`,
            `To go on: npm run deploy -- ${stackId}. To remove it: npm run destroy -- ${stackId}.`,
          ]),
    );
    return applied ? "done" : "failed";
  } finally {
    saved.remove();
  }
};
