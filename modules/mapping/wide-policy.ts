import type { PolicyStatement } from "../settings/policy-file";

/**
 * What a policy for a listener's code allows that reaches beyond the listener, a clause each. It is somebody's own, and theirs to decide:
 * this is for a warning.
 *
 * @param secretPrefix what the name of the administrator's secret begins with
 */
export function reachesBeyond(statements: readonly PolicyStatement[], secretPrefix: string): readonly string[] {
  const allowed = statements.filter(({ Effect, Condition }) => Effect === "Allow" && Condition === undefined);
  if (allowed.some((each) => each.Action?.includes("*") && each.Resource?.includes("*"))) {
    return [
      "lets the code do everything in the account, to read the secrets of the broker's administrator and of other listeners too",
    ];
  }
  const secret = `${secretPrefix}00000000000000000000000000-AbCdEf`;
  const readsSecrets = ({ Action, NotAction, Resource, NotResource }: PolicyStatement) =>
    (Action?.some((action) => glob(action, "secretsmanager:getsecretvalue")) ??
      !NotAction?.some((action) => glob(action, "secretsmanager:getsecretvalue"))) &&
    (Resource?.some((arn) => coversSecret(arn, secret)) ?? !NotResource?.some((arn) => coversSecret(arn, secret)));
  return allowed.some(readsSecrets)
    ? ["lets the code read the secrets of the broker's administrator and of other listeners too"]
    : [];
}

/** Whether an ARN with wildcards covers a secret, in whatever account and Region. */
function coversSecret(arn: string, secret: string): boolean {
  const [start, , service = "*", , , ...rest] = arn.split(":");
  return (
    arn === "*" || (start === "arn" && glob(service, "secretsmanager") && glob(rest.join(":"), `secret:${secret}`))
  );
}

/** IAM's wildcards; actions are the same in either case. */
function glob(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(text);
}
