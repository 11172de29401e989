import { resolve } from "node:path";
import { COMMENT_LIMIT, comment as markdownOf, type Review, SUMMARY_LIMIT } from "../../plan-review/index";
import { GitHub } from "../api/client";
import { keepOne, marked, markOf } from "../api/marked";
import type { Command } from "../command";
import { optionsIn } from "../command";
import { eventOf, given, runUrl, summarize } from "../job";
import { stackIdsIn } from "../stacks/stack-ids";
import { commentsOf } from "./comments";
import { gather } from "./reviews";

/** `comment`: the review of all stacks' plans, as the one comment of the pull request and as the run's summary. */
export const comment: Command = async (argv, job) => {
  const { stacks, reviews, environment } = optionsIn(argv, ["stacks", "reviews", "environment"]);
  const event = eventOf(job);
  const gathered = gather(resolve(job.cwd, reviews), environment, stackIdsIn(stacks));
  // Some room for what stands before.
  summarize(job, markdownOf(gathered, { limit: SUMMARY_LIMIT - 1_000 }));

  const pullRequest = event.pull_request;
  if (pullRequest === undefined) return;
  const shelf = commentsOf(new GitHub(job), pullRequest.number);
  const mark = markOf(`plans of ${environment}`, job.env.COMMENT_AUTHOR);
  // A pull request that plans nothing gets no comment, but one that it has must not tell of former commits.
  const isWorthIt = gathered.workspaces.length > 0 || marked(await shelf.list(), mark).length > 0;
  if (!isWorthIt) return;
  const end = `\n_Commit ${pullRequest.head.sha.slice(0, 12)}, [run ${given(job, "GITHUB_RUN_ID")}](${runUrl(job)})._\n`;
  await keepOne(
    shelf,
    mark,
    `${textOf(gathered, COMMENT_LIMIT - Buffer.byteLength(`${mark.line}\n${end}`), runUrl(job))}${end}`,
  );
};

function textOf(review: Review, limit: number, run: string): string {
  return review.workspaces.length === 0
    ? "Nothing to plan: no stack that is deployed is made of what this pull request changes.\n"
    : markdownOf(review, { limit, longForm: `[The run's summary](${run})` });
}
