import { Mistake } from "../../modules/mistake";

/** What GitHub was asked. */
export interface Question {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From the repository on, such as `/issues/7/comments`. */
  readonly path: string;
  /** The permission that it takes, as a workflow writes it. */
  readonly permission: string;
}

/** What GitHub refused, why, and what to do. Neither the token nor what was sent is in it. */
export class GitHubError extends Mistake {
  override readonly name = "GitHubError";

  constructor(
    readonly status: number,
    question: Question,
    said: string,
  ) {
    super(
      `GitHub answers ${status}${said === "" ? "" : ` (${said})`} to ${question.method} ${question.path}: ${remedy(status, question)}`,
    );
  }
}

/** By https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function remedy(status: number, { permission }: Question): string {
  switch (status) {
    case 401:
      return "it does not know the token. Set GITHUB_TOKEN to github.token in the step's env.";
    case 403:
      return `the token may not do that. The job needs \`permissions: ${permission}\`; pull requests of forks and of Dependabot never have it.`;
    case 404:
      return `there is no such thing, or the token may not see it. The job needs \`permissions: ${permission}\`.`;
    case 410:
      return "the repository has none. Switch issues on in its settings.";
    case 422:
      return "it cannot take what was sent.";
    case 429:
      return "it has been asked too often. Run the job again later.";
    default:
      return status >= 500 ? "it is not well. Run the job again." : "that is not expected.";
  }
}
