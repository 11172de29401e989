import type { GitHub } from "../api/client";
import { stackOf } from "./artifact";

/** A run of a workflow, as far as it is looked at. */
export interface Run {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly conclusion: string | null;
  readonly head_sha: string;
  readonly head_branch: string | null;
  readonly head_repository: { readonly full_name: string } | null;
  readonly html_url: string;
}

/** A pull request, as far as it is looked at. */
export interface PullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
}

/** What GitHub knows of runs, and of the pull requests that commits came from. */
export class Runs {
  constructor(
    private readonly github: GitHub,
    private readonly repository: string,
  ) {}

  /** @throws GitHubError where there is none */
  run(id: string): Promise<Run> {
    return this.github.get(`/actions/runs/${id}`, "actions: read");
  }

  /** The pull requests that a commit of a branch came from. */
  async mergedWith(commit: string, branch: string): Promise<readonly PullRequest[]> {
    const found = await this.github.all<PullRequest>(`/commits/${commit}/pulls`, "pull-requests: read");
    return found.filter(({ merged_at, base }) => merged_at !== null && base.ref === branch);
  }

  /** The newest run that planned a pull request's last commit and ended well; undefined where there is none. */
  async reviewed(workflow: string, { head }: PullRequest): Promise<Run | undefined> {
    const query = `head_sha=${head.sha}&event=pull_request&status=success`;
    const path = `/actions/workflows/${workflow}/runs?${query}`;
    const runs = await this.github.all<Run>(path, "actions: read", "workflow_runs");
    return runs
      .filter((run) => this.isOwn(run, workflow) && run.head_sha === head.sha)
      .sort((left, right) => right.id - left.id)[0];
  }

  /** Whether a run is of a workflow's file, of this repository itself and no fork of it, and ended well. */
  isOwn({ path, head_repository, conclusion }: Run, workflow: string): boolean {
    return (
      path.replace(/@.*/, "") === `.github/workflows/${workflow}` &&
      head_repository?.full_name === this.repository &&
      conclusion === "success"
    );
  }

  /** The stacks whose plans a run has left. */
  async stacks({ id }: Run, environment: string): Promise<readonly string[]> {
    const path = `/actions/runs/${id}/artifacts`;
    const artifacts = await this.github.all<{ name: string; expired: boolean }>(path, "actions: read", "artifacts");
    return artifacts.flatMap(({ name, expired }) => (expired ? [] : (stackOf(environment, name) ?? [])));
  }
}
