import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanDigest } from "../../cli/plan-digest/read";
import { Mistake } from "../../modules/mistake";
import { type Review, review, type WorkspaceReview } from "../../plan-review/index";
import { artifactOf } from "../plans/artifact";

/**
 * The reviews that the jobs of a run have made, one of each stack. A stack without one could not be planned.
 *
 * @param folder where the artifacts lie, each in a folder of its name
 * @throws Mistake where a file is no review
 */
export function gather(folder: string, environment: string, stackIds: readonly string[]): Review {
  return { workspaces: stackIds.flatMap((stackId) => reviewOf(folder, environment, stackId)) };
}

function reviewOf(folder: string, environment: string, stackId: string): readonly WorkspaceReview[] {
  const artifact = join(folder, artifactOf(environment, stackId));
  const file = join(artifact, "review.json");
  if (!existsSync(file)) return review([{ name: stackId, plan: null }]).workspaces;
  const { workspaces } = parsed(file);
  if (!Array.isArray(workspaces)) throw new Mistake(`${file} is no review: expected what mqesm review --json prints.`);
  const name = join(artifact, "digest.json");
  const { digest } = readPlanDigest(name, name);
  // The job names it by the plan's file; that it is this stack's the artifact's name says.
  return workspaces.map((workspace) => ({ ...workspace, name: stackId, digest: `sha256:${digest}` }));
}

function parsed(file: string): Partial<Review> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) ?? {};
  } catch {
    return {};
  }
}
