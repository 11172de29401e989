import { parseExpression } from "../../../../connectivity/terraform/expressions/expression-parser";
import { parseBody } from "../../../../connectivity/terraform/hcl/body-parser";
import { comparableBody, comparableConverted, comparableExpression, lastOfEachKey, unordered } from "./comparable";
import { convertedByHashicorp, expressionByHashicorp } from "./hashicorp";

/** Where our parser and HashiCorp's differ about a file; empty where they agree, also in that it is none. */
export async function differencesInFile(text: string): Promise<readonly string[]> {
  const ours = attempt(() => parseBody(text));
  const theirs = await convertedByHashicorp(text).catch(() => undefined);
  if (ours === undefined || theirs === undefined) {
    return ours === undefined && theirs === undefined ? [] : [`only ${ours ? "ours" : "HashiCorp's"} can read it`];
  }
  const own = JSON.stringify(unordered(lastOfEachKey(comparableBody(ours))));
  const converted = JSON.stringify(unordered(lastOfEachKey(comparableConverted(theirs, ours))));
  const structure = own === converted ? [] : [`${firstDifference(own, converted)}`];
  const expressions: string[] = [];
  for (const source of new Set(expressionsIn(theirs))) expressions.push(...(await differencesInExpression(source)));
  return [...structure, ...expressions];
}

/** Where they differ about an expression. */
export async function differencesInExpression(text: string): Promise<readonly string[]> {
  const ours = attempt(() => parseExpression(text));
  const theirs = await expressionByHashicorp(text).catch(() => undefined);
  if (ours === undefined || theirs === undefined) {
    return ours === undefined && theirs === undefined ? [] : [`only ${ours ? "ours" : "HashiCorp's"} can read ${text}`];
  }
  const [own, their] = [unordered(comparableExpression(ours)), unordered(theirs)].map((tree) =>
    JSON.stringify(bareKeys(tree)),
  );
  return own === their ? [] : [`${text}\n  ours:        ${own}\n  HashiCorp's: ${their}`];
}

/** HashiCorp's tree does not show plain keys of objects; the file as a whole was compared with them. */
function bareKeys(comparable: unknown): unknown {
  if (!Array.isArray(comparable)) return comparable;
  const [kind, ...rest] = comparable;
  if (kind !== "object") return comparable.map(bareKeys);
  const entries = (rest as [unknown, unknown, unknown][]).map(([entry, key, value]) => [
    entry,
    typeof key === "string" ? "" : bareKeys(key),
    bareKeys(value),
  ]);
  return [kind, ...entries.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))];
}

/** The expressions in a converted file: texts that are one `${...}`. */
function expressionsIn(json: unknown): readonly string[] {
  if (typeof json === "string") {
    const inner = /^\$\{([\s\S]*)\}$/.exec(json)?.[1];
    return inner === undefined || /[$%]\{/.test(inner) ? [] : [inner];
  }
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(expressionsIn) : [];
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 120);
  return `ours:        ...${around(one)}\n  HashiCorp's: ...${around(other)}`;
}
