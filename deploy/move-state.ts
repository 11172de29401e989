import { isDeepStrictEqual } from "node:util";
import { Mistake } from "../modules/mistake";
import { supportingStack } from "../stacks/supporting-stacks";
import type { Command } from "./command";
import { FormerPlace, formerPlaces } from "./former-place";
import { forgetPlace, rememberPlace } from "./remembered-places";
import { say } from "./say";
import { isEmpty, pushState } from "./state";

/**
 * `npm run move-state`: moves a deployment's state from another backend to that of the settings. Terraform's own `-migrate-state`
 * takes whatever the folder was initialized for last, which may be another environment.
 */
export const moveState: Command = async (deployment, { from, autoApprove }, questions) => {
  const { title, place, stackId, settings } = deployment;
  if (from === undefined) throw new Mistake(`Where is the state now? Say --from=${formerPlaces.join(", --from=")}.`);
  const stays = supportingStack(stackId)?.staysLocal;
  if (stays !== undefined) throw new Mistake(`The state of ${stackId} stays at ${place}: ${stays}.`);
  const former = await FormerPlace.find(deployment, from);
  try {
    if (former.place === place) {
      throw new Mistake(`The settings say ${place} too: there is nothing to move. Set the backend that it moves to.`);
    }
    const [moving, present] = [await former.state(), await deployment.state()];
    if (isEmpty(moving)) throw new Mistake(`There is no state to move at ${former.place}.`);
    if (!isEmpty(present)) {
      throw new Mistake(
        `There is state at ${place} already, and two deployments do not go into one place. Nothing was moved.`,
      );
    }
    say(
      title,
      "This moves its state. What is deployed stays as it is.",
      `  from  ${former.place}`,
      `  to    ${place}`,
      "It is copied and compared; then the first place is emptied, so that there is one state. What stays there:",
      `  ${former.copy}`,
    );
    if (
      !autoApprove &&
      !(await questions.approve("Do you want to move it?", "Nothing was moved: it was not approved."))
    ) {
      return "failed";
    }
    await pushState(deployment.terraform, { ...moving, serial: Math.max(moving.serial, present.serial) + 1 });
    if (!isDeepStrictEqual((await deployment.state()).resources, moving.resources)) {
      throw new Mistake(
        `What is at ${place} now is not what is at ${former.place}, which is as it was. Compare the two.`,
      );
    }
    if ((await former.state()).serial !== moving.serial) {
      throw new Mistake(`${former.place} has changed meanwhile, and is kept. Move again when nobody is at work on it.`);
    }
    await former.empty();
    forgetPlace(former.place);
    if (settings.stateBackend !== "local") rememberPlace(place);
    say("", `Moved: the state of ${title} is at ${place}`);
    return "done";
  } finally {
    former.leave();
  }
};
