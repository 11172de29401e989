import { type Arguments, type Option, parseArguments, parseOutputsArguments } from "./arguments";
import type { Command } from "./command";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { moveState } from "./move-state";
import { outputs } from "./outputs";
import { plan } from "./plan";

export interface Entry {
  readonly summary: string;
  /** What stands after the stack. */
  readonly usage: string;
  /** The options of ours that it takes. */
  readonly options: readonly Option[];
  readonly run: Command;
  /** @throws Mistake */
  readonly parse: (argv: readonly string[]) => Arguments;
}

function entry(
  name: string,
  summary: string,
  run: Command,
  options: readonly Option[],
  usage: string,
): [string, Entry] {
  return [name, { summary, usage, run, options, parse: (argv) => parseArguments(name, argv, options) }];
}

/** The commands, by the names of their npm scripts. */
export const commands: ReadonlyMap<string, Entry> = new Map([
  entry(
    "plan",
    "say what deploying would change, and whether the mapping would work",
    plan,
    [],
    "[options of terraform plan]",
  ),
  entry(
    "deploy",
    "plan, check the plan, ask, and apply that very plan",
    deploy,
    ["auto-approve", "give-up-broker"],
    "[--auto-approve] [--give-up-broker=NAME] [options of terraform plan]",
  ),
  entry(
    "destroy",
    "destroy what is deployed, after asking",
    destroy,
    ["auto-approve", "give-up-broker"],
    "[--auto-approve] [--give-up-broker=NAME] [options of terraform plan]",
  ),
  [
    "outputs",
    {
      summary: "print the outputs of what is deployed",
      usage: "[options of terraform output]",
      options: [],
      run: outputs,
      parse: parseOutputsArguments,
    },
  ],
  entry(
    "move-state",
    "move a deployment's state from another backend to that of the settings, after asking",
    moveState,
    ["auto-approve", "from"],
    "--from=PLACE [--auto-approve]",
  ),
]);
