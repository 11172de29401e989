import { type Answer, errorAnswer } from "./json-api";

/**
 * So many requests a second for each user, then 429 with the seconds until more are answered.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#rate-limiting
 */
export class RateLimit {
  readonly #since = new Map<string, { second: number; count: number }>();

  /** @returns what is answered in place of the answer */
  refusal(user: string, now: number, limit: number | undefined): Answer | undefined {
    if (limit === undefined) return undefined;
    const second = Math.floor(now / 1000);
    const { second: last, count } = this.#since.get(user) ?? { second, count: 0 };
    const made = last === second ? count + 1 : 1;
    this.#since.set(user, { second, count: made });
    if (made <= limit) return undefined;
    const reset = (1000 - (now % 1000)) / 1000;
    return errorAnswer(429, "You have exceeded the API's rate limit.", {
      "x-ratelimit-limit": `${limit}`,
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": reset.toFixed(3),
    });
  }
}
