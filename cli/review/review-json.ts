import { problemsIn, problemsOf, type Review, type WorkspaceReview } from "../../plan-review/index";
import type { ReviewJson } from "./review-schema";

/** A review as `--json` prints it, of the shape that docs/mqesm-review.schema.json describes. */
export function reviewJson({ workspaces }: Review): ReviewJson {
  return { workspaces: workspaces.map(workspaceJson) };
}

function workspaceJson({ verdicts, ...workspace }: WorkspaceReview): ReviewJson["workspaces"][number] {
  return JSON.parse(
    JSON.stringify({
      ...workspace,
      notJudged: verdicts.notJudged,
      mappings: verdicts.mappings.map(({ report, ...verdict }) => ({
        ...verdict,
        assumptions: report.assumptions,
        hops: report.hops.map(({ target, port, from, verdict: reached, resource }) => ({
          target,
          port,
          from,
          verdict: reached,
          resource,
        })),
        problems: verdict.after === null ? [] : problemsOf(report),
      })),
      besides: problemsIn(verdicts.besides),
    }),
  );
}
