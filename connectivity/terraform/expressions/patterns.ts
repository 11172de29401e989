import type { Value } from "../model/model";
import { blockOf, listOf, NULL, scalar } from "../model/values";

/** Patterns and texts longer than this are not matched. */
const MAX_PATTERN = 300;
const MAX_TEXT = 2_000;
/** More matches, or a longer result, are not made. */
const MAX_MATCHES = 1_000;
const MAX_RESULT = 100_000;

/**
 * A pattern of Go's regular expressions that means the same in JavaScript, and takes no longer than the text warrants there:
 * no group is repeated, and two parts at most are without end. Undefined for any other, which is not evaluated.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
function compiled(pattern: string): RegExp | undefined {
  if (pattern.length > MAX_PATTERN) return undefined;
  const plain = pattern.replace(/\\[^\p{L}\d]|\[\^?\]?(?:\\.|[^\]\\])*\]/gu, "x");
  const isForeign = /\\[^dDwWsSbBnrtfv]|\(\?(?!:|P?<\w+>)|\[:|[*+?}][*+?{]/.test(
    plain.replaceAll("??", "?").replaceAll("*?", "*").replaceAll("+?", "+"),
  );
  const isRepeatedGroup = /\)[*+{]/.test(plain);
  const endless = plain.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (isForeign || isRepeatedGroup || endless > 2 || /\[[^\]]*\[:/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern.replaceAll("(?P<", "(?<"), "gu");
  } catch {
    return undefined;
  }
}

/** What a pattern finds: texts, or lists or maps of its groups; undefined where it is not evaluated. */
export function matchesOf(pattern: string, text: string): readonly Value[] | undefined {
  const search = text.length > MAX_TEXT ? undefined : compiled(pattern);
  if (search === undefined) return undefined;
  const found = [...text.matchAll(search)];
  return found.length > MAX_MATCHES ? undefined : found.map(resultOf);
}

function resultOf(match: RegExpMatchArray): Value {
  const group = (text: string | undefined) => (text === undefined ? NULL : scalar(text));
  if (match.groups !== undefined)
    return blockOf(new Map(Object.entries(match.groups).map(([name, text]) => [name, group(text)])));
  return match.length > 1 ? listOf(match.slice(1).map(group)) : scalar(match[0]);
}

/** Replaces what a pattern finds; `$1` and `${name}` in the replacement are its groups. */
export function replaceMatches(text: string, pattern: string, replacement: string): string | undefined {
  const search = text.length > MAX_TEXT ? undefined : compiled(pattern);
  if (search === undefined || /\$(?!\d|\{\w+\})/.test(replacement.replaceAll("$$", ""))) return undefined;
  const replaced = text.replace(search, (...found) => {
    const groups = found.at(-1) as Record<string, string> | string;
    return replacement.replace(/\$\$|\$(\d)(?!\w)|\$\{(\w+)\}|\$\w+/g, (whole, digit?: string, name?: string) => {
      if (whole === "$$") return "$";
      if (digit === undefined && name === undefined) return "";
      const key = digit ?? name ?? "";
      const value = /^\d+$/.test(key) ? found[Number(key)] : typeof groups === "object" ? groups[key] : "";
      return typeof value === "string" ? value : "";
    });
  });
  return replaced.length > MAX_RESULT ? undefined : replaced;
}
