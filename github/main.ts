import { Mistake as CommandMistake } from "../cli/mistake";
import { isMistake } from "../modules/mistake";
import type { Command } from "./command";
import { driftIssue } from "./drift/command";
import type { Job } from "./job";
import { fetchPlan } from "./plans/fetch-plan";
import { reviewedPlans } from "./plans/reviewed-plans";
import { storePlan } from "./plans/store-plan";
import { comment } from "./review/command";
import { stacks } from "./stacks/command";

// What the workflows do beyond running programs: node bundle-and-run.cjs github/main.ts COMMAND ...

/** By what the workflows call them. */
const commands: Readonly<Record<string, Command>> = {
  stacks,
  comment,
  "store-plan": storePlan,
  "fetch-plan": fetchPlan,
  "reviewed-plans": reviewedPlans,
  "drift-issue": driftIssue,
};

/** @returns the exit code */
export async function main([name = "", ...argv]: readonly string[], job: Job): Promise<number> {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new Error(`A workflow runs ${JSON.stringify(name)}, which is no command.`);
    await command(argv, job);
    return 0;
  } catch (error) {
    if (!isMistake(error) && !(error instanceof CommandMistake)) throw error;
    // An annotation has one line: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    for (const line of error.message.split("\n")) job.say(`::error::${line}`);
    return 1;
  }
}

if (process.argv[2] === "github/main.ts") {
  const job = {
    env: process.env,
    cwd: process.cwd(),
    say: (text: string) => process.stdout.write(`${text}\n`),
    wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  main(process.argv.slice(3), job).then((code) => {
    process.exitCode = code;
  });
}
