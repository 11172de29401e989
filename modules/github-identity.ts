import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Settings } from "./settings";
import { type TokenIssuer, trustInTokens } from "./web-identity";

/** Who issues the tokens of GitHub's workflows. */
export const gitHub: TokenIssuer = { host: "token.actions.githubusercontent.com", audience: "sts.amazonaws.com" };

/** What a job is to be a job of, by the name that GitHub gives its token. */
export type JobKind = "pull_request" | `ref:${string}` | `environment:${string}`;

type GitHubSettings = Pick<Settings, "region" | "githubRepository" | "githubRepositoryIds" | "githubBranch">;

/**
 * Lets jobs of one repository assume a role.
 *
 * Repositories made, renamed or moved since 2026-07-15 say who they are by ids, which nobody can take over with the name; older ones
 * by names, unless they ask for ids. Where the ids are known, both are taken, and names alone are not enough.
 *
 * @param provider ARN of the account's provider for GitHub
 * @param kinds what a job may be a job of
 * @param onBranch whether the job must run on the default branch
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function trustInGitHub(
  settings: GitHubSettings,
  provider: string,
  kinds: readonly JobKind[],
  onBranch: boolean,
): DataAwsIamPolicyDocumentStatement {
  const { githubRepositoryIds, githubBranch } = settings;
  const claims = {
    ...(githubRepositoryIds === undefined ? {} : { repository_id: githubRepositoryIds.replace(/.*\//, "") }),
    ...(onBranch ? { ref: `refs/heads/${githubBranch}` } : {}),
  };
  return trustInTokens(
    gitHub,
    provider,
    kinds.flatMap((kind) => subjects(settings, kind)),
    comparesClaims(settings) ? claims : {},
  );
}

/** A job's subject in the forms that GitHub may send. */
function subjects({ githubRepository = "", githubRepositoryIds }: GitHubSettings, kind: JobKind): string[] {
  const byNames = `repo:${githubRepository}:${kind}`;
  if (githubRepositoryIds === undefined) return [byNames];
  const [[owner, repository], [ownerId, repositoryId]] = [githubRepository.split("/"), githubRepositoryIds.split("/")];
  return [byNames, `repo:${owner}@${ownerId}/${repository}@${repositoryId}:${kind}`];
}

/** Whether AWS compares other claims than audience and subject there: it does in its commercial Regions, since January 2026. */
function comparesClaims({ region }: GitHubSettings): boolean {
  return !/^(cn|us-gov)-/.test(region);
}
