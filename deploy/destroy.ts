import { Mistake } from "../modules/mistake";
import { variableOf } from "../modules/settings";
import { brokerAtStake } from "./broker-at-stake";
import type { Command } from "./command";
import { otherDeployments } from "./other-deployments";
import { forgetPlace } from "./remembered-places";
import { SavedPlan } from "./saved-plan";
import { say } from "./say";
import { isEmpty } from "./state";

/** `npm run destroy`: says what goes, asks, and destroys exactly that. */
export const destroy: Command = async (deployment, { passedOn, autoApprove, giveUpBroker }, questions) => {
  const { title, place, stackId, settings } = deployment;
  const before = await deployment.state();
  if (isEmpty(before)) {
    throw new Mistake(
      [
        `There is nothing to destroy at ${place}: no state there says that ${title} is deployed.`,
        ...(await otherDeployments(deployment)),
        "To destroy another one, give its project, environment and state settings.",
      ].join("\n"),
    );
  }
  if (settings.protectBroker) {
    throw new Mistake(
      `protectBroker is true: the broker of ${title}, and the messages in it, are not to be destroyed. ` +
        `Set protectBroker=false (${variableOf("protectBroker")}, or settings in cdktf.json) if they may go.`,
    );
  }
  say(title, `State: ${place}`, "");
  const saved = await SavedPlan.make(deployment, ["-destroy", ...passedOn]);
  if (saved === undefined) return "failed";
  try {
    const stake = brokerAtStake(saved.json, before, settings.queue, true);
    if (stake !== undefined && !(await questions.giveUp(stake, giveUpBroker))) return "failed";
    const question =
      "Do you really want to destroy all of that?\n" +
      "  Queues go with their broker, and so does every message in them. There is no undo.";
    if (!autoApprove && !(await questions.approve(question, "Nothing was destroyed: it was not approved."))) {
      return "failed";
    }
    const destroyed = await saved.apply();
    if (destroyed) forgetPlace(place);
    say(
      "",
      ...(destroyed
        ? [`Destroyed: ${title}`]
        : [
            `Not all of it was destroyed. What is left is in the state: ${place}`,
            `Destroying again is safe, and goes on: npm run destroy -- ${stackId}`,
          ]),
    );
    return destroyed ? "done" : "failed";
  } finally {
    saved.remove();
  }
};
