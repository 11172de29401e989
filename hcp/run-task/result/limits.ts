/**
 * How much HCP Terraform takes of a result, in characters or in number. The page says that a body may have a megabyte, the schema 10,000
 * characters: what keeps to the smaller one is taken by both.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body-1
 */
export const LIMITS = {
  message: 1_000,
  url: 500,
  outcomes: 250,
  outcomeId: 64,
  description: 1_000,
  body: 9_999,
} as const;

/** A text of one line, with as much of it as there is room for. */
export function line(text: string, most: number): string {
  return clipped(text.replace(/\s+/g, " ").trim(), most);
}

/** As much of a text as there is room for. No character is cut in half. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
