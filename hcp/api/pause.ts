/** The longest pause after a failure of the server, in milliseconds. */
const LONGEST = 20_000;

/**
 * Milliseconds until what is limited may be asked again: what the server says, and a little more, so that not all who wait come at
 * once. HCP Terraform documents a header without this meaning and its own clients read `X-RateLimit-Reset`, a fraction of seconds;
 * what stands before it may say `Retry-After`, in seconds or as a date.
 *
 * @param attempt how often it has been asked, from 1
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#rate-limiting
 * @see https://github.com/hashicorp/go-tfe/blob/v1.80.0/tfe.go
 */
export function limitPause(headers: Headers, attempt: number, now: number, random: number): number {
  const said = secondsIn(headers.get("retry-after"), now) ?? secondsIn(headers.get("x-ratelimit-reset"), now);
  return said === undefined ? failurePause(attempt, random) : Math.ceil(said * 1000 + random * 250);
}

function secondsIn(text: string | null, now: number): number | undefined {
  if (text === null || text.trim() === "") return undefined;
  const seconds = Number(text);
  if (seconds >= 0) return seconds;
  const date = Date.parse(text);
  return Number.isNaN(date) || !Number.isNaN(seconds) ? undefined : Math.max(0, (date - now) / 1000);
}

/**
 * Milliseconds until what failed is tried again: twice as long each time, and by chance up to half of it less.
 *
 * @param attempt how often it has been asked, from 1
 */
export function failurePause(attempt: number, random: number): number {
  return Math.round(Math.min(LONGEST, 1000 * 2 ** (attempt - 1)) * (1 - random / 2));
}
