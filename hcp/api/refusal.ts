import { HcpRefusal } from "./error";

/** What was asked, as far as messages tell of it. */
export interface Asked {
  /** Of the API. */
  readonly host: string;
  /** The method and path without the query, or what a blob is. */
  readonly name: string;
  /** Which organization and workspace it is about, in words. */
  readonly about?: string | undefined;
  /** What the token has to be allowed for it, in words. */
  readonly permission?: string | undefined;
}

/** How much of what HCP Terraform says is shown. */
const LONGEST = 600;

/** A refusal in words: what was asked, what HCP Terraform says, and what to do. */
export function refusal(status: number, body: string, asked: Asked): HcpRefusal {
  const said = saidIn(body);
  return new HcpRefusal(
    status,
    `${asked.host} answers ${status}${said === "" ? "" : ` (${said})`} to ${asked.name}: ${remedy(status, asked)}`,
  );
}

/**
 * What the errors of an answer say. URLs are left out: one of a blob is a secret.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#error-responses
 */
function saidIn(body: string): string {
  const errors = errorsIn(body).flatMap((error) => {
    const { title, detail } = (error ?? {}) as Record<string, unknown>;
    const parts = [title, detail].filter((part): part is string => typeof part === "string" && part !== "");
    return parts.length === 0 ? [] : [[...new Set(parts)].join(": ")];
  });
  return errors
    .join("; ")
    .replace(/https?:\/\/[^\s"'<>]+/gi, "(a URL)")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST);
}

function errorsIn(body: string): readonly unknown[] {
  try {
    const { errors } = JSON.parse(body);
    return Array.isArray(errors) ? errors : [];
  } catch {
    return [];
  }
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#response-codes */
function remedy(status: number, { host, about, permission }: Asked): string {
  const where = about === undefined ? "the organization and the workspace" : about;
  switch (status) {
    case 401:
      return `the token is missing, wrong or expired. Run \`terraform login ${host}\`, or set ${variableOf(host)}.`;
    case 403:
      return `the token may not do that${permission === undefined ? "" : `: it needs the permission to ${permission}`}.`;
    case 404:
      return (
        `that is not there, or the token may not see it: both are answered alike. Check ${where}, and that the token has the permission ` +
        `${permission === undefined ? "for it" : `to ${permission}`}; it has to be one of a user or a team, for an organization's own token cannot work with runs.`
      );
    case 409:
      return "what it is about is in a state, or locked, so that this cannot be done now.";
    case 413:
      return "it is too large.";
    case 422:
      return "what was sent is not accepted.";
    case 429:
      return "it has been asked too often, also by others with the same user. Try again in a minute.";
    default:
      return "that is not expected.";
  }
}

/** The environment variable in which Terraform looks for a host's token. */
export function variableOf(host: string): string {
  return `TF_TOKEN_${host.replaceAll("-", "__").replaceAll(".", "_")}`;
}
