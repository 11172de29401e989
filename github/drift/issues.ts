import type { GitHub } from "../api/client";
import type { Shelf, Text } from "../api/marked";

const PERMISSION = "issues: write";

/** An issue, as far as it is looked at. */
export interface Issue extends Text {
  readonly number: number;
  readonly pull_request?: object;
}

/**
 * The open issues of a repository. GitHub counts pull requests among them.
 *
 * @see https://docs.github.com/en/rest/issues/issues
 */
export class Issues implements Shelf<Issue> {
  constructor(
    private readonly github: GitHub,
    private readonly title: string,
  ) {}

  readonly list = async (): Promise<readonly Issue[]> => {
    const all = await this.github.all<Issue>("/issues?state=open", PERMISSION);
    return all.filter(({ pull_request }) => pull_request === undefined);
  };

  readonly create = (body: string) =>
    this.github.send<Issue>("POST", "/issues", PERMISSION, { title: this.title, body });

  readonly update = ({ number }: Issue, body: string) =>
    this.github.send("PATCH", `/issues/${number}`, PERMISSION, { body });

  /** An issue cannot be deleted by a workflow. */
  readonly remove = (issue: Issue) => this.#close(issue, "not_planned");

  /** Closes one that has come to an end, and says why. */
  async finish(issue: Issue, why: string): Promise<void> {
    await this.github.send("POST", `/issues/${issue.number}/comments`, PERMISSION, { body: why });
    await this.#close(issue, "completed");
  }

  #close({ number }: Issue, reason: "completed" | "not_planned"): Promise<unknown> {
    return this.github.send("PATCH", `/issues/${number}`, PERMISSION, { state: "closed", state_reason: reason });
  }
}
