import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Mistake } from "../../modules/mistake";
import { readProjectFile, readSettings, type Settings } from "../../modules/settings";
import { optionsOf } from "../../stacks/catalogue";
import { type Command, optionsIn } from "../command";
import { type Job, output } from "../job";
import { concerned } from "./concerned";

/** `stacks`: the stacks that the workflows have to do with, of those that there are; with a commit, those that may differ since. */
export const stacks: Command = async (argv, job) => {
  const { "changed-since": since } = optionsIn(argv, [], ["changed-since"]);
  const { pipelineStacks, ...settings } = settingsOf(job);
  const all = optionsOf(settings).map(({ id }) => id);
  const watched = watchedStacks(pipelineStacks, all);
  const differing = since === undefined ? all : concerned(all, changedSince(job, since));
  output(job, "stacks", JSON.stringify(watched.filter((id) => differing.includes(id))));
};

function settingsOf({ env, cwd }: Job): Settings {
  const { context, violations } = readProjectFile(join(cwd, "cdktf.json"));
  return readSettings(env, context.settings, context, violations);
}

/** @throws Mistake where a setting names a stack that is none of the options */
function watchedStacks(pipelineStacks: readonly string[], all: readonly string[]): readonly string[] {
  const strange = pipelineStacks.filter((id) => !all.includes(id));
  if (strange.length > 0) {
    throw new Mistake(`pipelineStacks names ${strange.join(", ")}: expected some of ${all.join(", ")}.`);
  }
  return pipelineStacks.length > 0 ? pipelineStacks : all;
}

function changedSince({ cwd }: Job, commit: string): readonly string[] {
  try {
    // A file that is moved has changed in both places.
    const names = execFileSync("git", ["diff", "--name-only", "--no-renames", "-z", commit, "HEAD", "--"], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return names.split("\0").filter((name) => name !== "");
  } catch {
    throw new Mistake(`git knows no commit ${commit} to compare with: check out with fetch-depth: 2.`);
  }
}
