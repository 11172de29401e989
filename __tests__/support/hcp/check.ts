import type { ZodType } from "zod";
import { errors } from "./contract";
import type { Answer } from "./json-api";
import { PublishedDescription, variable } from "./published-description";
import type { Route } from "./route";

const { [variable]: copy } = process.env;
const published = copy === undefined ? undefined : new PublishedDescription(copy);

/** What is wrong with a request and its answer, by the documents. */
export function violationsOf(route: Route, body: unknown, answer: Answer): readonly string[] {
  const byPublished = published?.violations(route, body, answer) ?? [];
  return [...ofRequest(route, body), ...ofAnswer(route, answer), ...byPublished];
}

function ofRequest({ method, path, contract }: Route, body: unknown): readonly string[] {
  const { request, source } = contract;
  const where = `${method} ${path} is sent`;
  if (request === undefined) return body === undefined ? [] : [`${where} a body (${source})`];
  return violations(request, body, where, source);
}

function ofAnswer({ method, path, contract }: Route, { status, body }: Answer): readonly string[] {
  const { answers, source } = contract;
  const where = `${method} ${path} is answered ${status}`;
  if (status >= 400) return violations(errors, body, where, source);
  if (!(status in answers)) return [`${where} (${source})`];
  const schema = answers[status];
  return schema === undefined ? [] : violations(schema, body, where, source);
}

function violations(schema: ZodType, content: unknown, where: string, source: string): readonly string[] {
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).map(({ path, message }) => `${where}: ${path.join(".")}: ${message} (${source})`);
}
