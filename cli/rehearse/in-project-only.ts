import type { Command } from "../command";
import { Mistake } from "../mistake";

/** `mqesm rehearse` as the package has it: without the project there is nothing to rehearse. */
export const rehearseCommand: Command = async () => {
  throw new Mistake([
    "rehearse runs this project's own stacks, and the package does not hold them: clone the project, run npm ci in it, and then npm run mqesm -- rehearse --help.",
  ]);
};
