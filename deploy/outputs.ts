import { Mistake } from "../modules/mistake";
import type { Command } from "./command";
import { isEmpty } from "./state";

/** `npm run outputs`: what `terraform output` prints, with its own options. */
export const outputs: Command = async (deployment, { passedOn }) => {
  if (isEmpty(await deployment.state())) {
    throw new Mistake(
      `There are no outputs at ${deployment.place}: no state says that ${deployment.title} is deployed.`,
    );
  }
  return (await deployment.terraform.follow("output", ...passedOn)) === 0 ? "done" : "failed";
};
