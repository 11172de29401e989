import { isObject, parseSpelled, type SpelledJson } from "./exact-numbers";
import { matches, type Pattern, parsePattern } from "./pattern";

/** Whether a message passes, by its body. */
export type MessageFilter = (body: Uint8Array) => boolean;

/** How many filters a mapping may have, unless AWS has raised that to ten for the account. */
const MOST_FILTERS = 10;

/**
 * Reads the filters of a mapping: a message passes when one of them matches, or when there are none.
 *
 * A body is UTF-8 text or JSON; a pattern for `data` is one for text (a list of rules) or for JSON (an object). Where body and
 * pattern are not alike, Lambda filters by metadata only, and mappings on Amazon MQ have no patterns for metadata: the message passes.
 *
 * @param patterns in JSON, as `FilterCriteria` holds them
 * @returns the filter, and a sentence for each thing that is wrong: then the filter counts for nothing
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
 */
export function readFilters(patterns: readonly string[]): {
  readonly filter: MessageFilter;
  readonly violations: readonly string[];
} {
  const violations: string[] = [];
  if (patterns.length > MOST_FILTERS) {
    violations.push(`There are ${patterns.length} filters: a mapping has ${MOST_FILTERS} at most.`);
  }
  const filters = patterns.map((pattern, index) => readPattern(pattern, `Filters[${index}].Pattern`, violations));
  return { filter: (body) => filters.length === 0 || passes(body, filters), violations };
}

function readPattern(text: string, path: string, violations: string[]): Pattern {
  const nothing: Pattern = { kind: "rules", rules: [] };
  const json = parseSpelled(text);
  if (!isObject(json)) {
    violations.push(`${path} must be an object in JSON.`);
    return nothing;
  }
  const { data, ...others } = json;
  for (const name of Object.keys(others)) {
    violations.push(`${path} has ${JSON.stringify(name)}: mappings on Amazon MQ filter by "data" only.`);
  }
  if (data === undefined) {
    violations.push(`${path} has no "data".`);
    return nothing;
  }
  return parsePattern(data, `${path}.data`, violations);
}

function passes(body: Uint8Array, filters: readonly Pattern[]): boolean {
  const text = textOf(body);
  if (text === undefined) return true;
  const json = parseSpelled(text);
  const content = isContainer(json) ? json : text;
  return filters.some((filter) => (filter.kind === "names") !== isContainer(content) || matches(filter, content));
}

/** A body such as `42` or `"red"` is JSON too, and yet has nothing that a pattern for JSON could name: it counts as text. */
function isContainer(json: SpelledJson | undefined): boolean {
  return isObject(json) || Array.isArray(json);
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
