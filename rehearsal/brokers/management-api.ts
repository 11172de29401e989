import { request } from "node:https";
import { text } from "node:stream/consumers";

/** Who calls, and where. */
export interface ManagementAccess {
  /** Such as `https://127.0.0.2:443`. */
  readonly url: string;
  /** The authority of its certificate, in PEM form. */
  readonly authority: string;
  readonly user: { readonly username: string; readonly password: string };
}

/** How long an answer may take, in milliseconds. */
const LIMIT = 10_000;

/**
 * Calls RabbitMQ's management API.
 *
 * @returns the answer's JSON; undefined where it has none
 * @throws Error when it refuses, or does not answer
 * @see https://www.rabbitmq.com/docs/http-api-reference
 */
export async function manage<T>(
  { url, authority, user }: ManagementAccess,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: readonly string[],
  body?: object,
): Promise<T | undefined> {
  const where = new URL(`/api/${path.map(encodeURIComponent).join("/")}`, url);
  const { status, content } = await new Promise<{ status: number; content: string }>((resolve, reject) => {
    const sent = request(
      where,
      {
        method,
        ca: authority,
        auth: `${user.username}:${user.password}`,
        timeout: LIMIT,
        agent: false,
        headers: { "content-type": "application/json" },
      },
      (answer) => text(answer).then((content) => resolve({ status: answer.statusCode ?? 0, content }), reject),
    );
    sent.on("timeout", () => sent.destroy(new Error(`${where.origin} does not answer`)));
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
  if (status >= 400) throw new Error(`${method} ${where.pathname} gave ${status}: ${content}`);
  return content === "" ? undefined : (JSON.parse(content) as T);
}
