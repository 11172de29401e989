import type { ZodType } from "zod";
import { errors } from "./contract";
import type { Answer } from "./json-api";
import type { Route } from "./route";

/** What is wrong with a request, by the documents. */
export function requestViolations(route: Route, body: unknown): readonly string[] {
  const { request, source } = route.contract;
  const where = `${route.method} ${route.path} is sent`;
  if (request === undefined) return body === undefined ? [] : [`${where} a body (${source})`];
  return violations(request, body, where, source);
}

/** What is wrong with an answer, by the documents. */
export function answerViolations(route: Route, { status, body }: Answer): readonly string[] {
  const { answers, source } = route.contract;
  const where = `${route.method} ${route.path} is answered ${status}`;
  if (status >= 400) return violations(errors, body, where, source);
  if (!(status in answers)) return [`${where} (${source})`];
  const schema = answers[status];
  return schema === undefined ? [] : violations(schema, body, where, source);
}

function violations(schema: ZodType, content: unknown, where: string, source: string): readonly string[] {
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).map(({ path, message }) => `${where}: ${path.join(".")}: ${message} (${source})`);
}
