import { Mistake } from "../../modules/mistake";
import { GitHub } from "../api/client";
import { type Command, optionsIn } from "../command";
import { eventOf, given, type Job, output, summarize } from "../job";
import { stackIdsIn } from "../stacks/stack-ids";
import { type Run, Runs } from "./runs";

/** One stack's plan, and the run that made it. */
interface ReviewedPlan {
  readonly stack: string;
  readonly run: number;
}

/** Where plans come from: the run, and in words why it is the one. */
interface Source {
  readonly run: Run;
  readonly why: string;
}

/**
 * `reviewed-plans`: finds the plans that were reviewed with what has just come to the default branch, or those of one run that is
 * named. That they fit what is on the branch now, byte by byte, `mqesm plan-digest` says.
 */
export const reviewedPlans: Command = async (argv, job) => {
  const { workflow, environment, run } = optionsIn(argv, ["workflow", "environment"], ["run"]);
  const runs = new Runs(new GitHub(job), given(job, "GITHUB_REPOSITORY"));
  const sources = run === undefined ? await ofPush(job, runs, workflow) : [await named(job, runs, workflow, run)];
  const plans: ReviewedPlan[] = [];
  const lines: string[] = [];
  for (const source of sources) {
    for (const stack of stackIdsIn(JSON.stringify(await runs.stacks(source.run, environment)))) {
      plans.push({ stack, run: source.run.id });
      lines.push(`- \`${stack}\`: planned in [run ${source.run.id}](${source.run.html_url}), ${source.why}`);
    }
  }
  const twice = plans.filter(({ stack }, index) => plans.findIndex((plan) => plan.stack === stack) !== index);
  if (twice.length > 0) {
    throw new Mistake(
      `Several of these commits' pull requests planned ${[...new Set(twice.map(({ stack }) => stack))].join(", ")}, and the first apply makes the next plan stale. Run the workflow ${workflow} on the default branch, and then this one with the id of that run.`,
    );
  }
  output(job, "plans", JSON.stringify(plans));
  summarize(
    job,
    lines.length === 0
      ? "Nothing to apply: no plan was made with what has come to this branch."
      : ["To apply:", "", ...lines].join("\n"),
  );
};

/** The runs that planned the pull requests which a push has brought; with a merge queue these may be several. */
async function ofPush(job: Job, runs: Runs, workflow: string): Promise<readonly Source[]> {
  const { commits = [], repository } = eventOf(job);
  const branch = repository?.default_branch ?? "main";
  const pushed = [...new Set([...commits.map(({ id }) => id), given(job, "GITHUB_SHA")])];
  const found = new Map<number, Source | undefined>();
  for (const commit of pushed) {
    for (const pullRequest of await runs.mergedWith(commit, branch)) {
      if (found.has(pullRequest.number)) continue;
      const run = await runs.reviewed(workflow, pullRequest);
      found.set(pullRequest.number, run && { run, why: `reviewed in #${pullRequest.number}` });
      if (run === undefined) {
        job.say(
          `::warning::#${pullRequest.number} has no run of ${workflow} that planned its last commit and ended well. To deploy it, run ${workflow} on the default branch, and then this workflow with the id of that run.`,
        );
      }
    }
  }
  return [...found.values()].flatMap((source) => source ?? []);
}

/** @throws Mistake where that run planned something else than the default branch or a pull request of this repository */
async function named(job: Job, runs: Runs, workflow: string, id: string): Promise<Source> {
  if (!/^\d{1,20}$/.test(id))
    throw new Mistake(`--run is ${JSON.stringify(id)}: expected the id of a run, the digits in its address.`);
  const run = await runs.run(id);
  const branch = eventOf(job).repository?.default_branch ?? "main";
  const isOfBranch = run.event === "workflow_dispatch" && run.head_branch === branch;
  if (!runs.isOwn(run, workflow) || !(isOfBranch || run.event === "pull_request")) {
    throw new Mistake(
      `Run ${id} is of ${run.path} by ${run.event} on ${run.head_branch}, and ended with ${run.conclusion ?? "nothing yet"}: expected a run of .github/workflows/${workflow} of this repository that ended well, by a pull request or by hand on ${branch}.`,
    );
  }
  return { run, why: `of commit ${run.head_sha.slice(0, 12)}` };
}
