import { isObject, type SpelledJson } from "./exact-numbers";
import { parseRule, type Rule } from "./rules";

/** What values a message must have: rules at the leaves, any of which must hold; names, all of which must match. */
export type Pattern =
  | { readonly kind: "rules"; readonly rules: readonly Rule[] }
  | {
      readonly kind: "names";
      readonly names: ReadonlyMap<string, Pattern>;
      /** What `$or` holds: of each list, one pattern must match. */
      readonly alternatives: readonly (readonly Pattern[])[];
    };

/**
 * @param path where the pattern stands, for the violations
 * @param violations is given what is wrong, a sentence each
 */
export function parsePattern(pattern: SpelledJson, path: string, violations: string[]): Pattern {
  if (Array.isArray(pattern)) return parseRules(pattern, path, violations);
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    violations.push(`${path} must be a list of rules, or an object that is not empty.`);
    return { kind: "rules", rules: [] };
  }
  const { $or: either, ...named } = pattern;
  const names = Object.entries(named).map(
    ([name, inner]) => [name, parsePattern(inner, `${path}.${name}`, violations)] as const,
  );
  return { kind: "names", names: new Map(names), alternatives: parseAlternatives(either, `${path}.$or`, violations) };
}

function parseRules(rules: readonly SpelledJson[], path: string, violations: string[]): Pattern {
  if (rules.length === 0) violations.push(`${path} is an empty list: it needs a rule.`);
  const parsed = rules.flatMap((rule, index) => {
    const result = parseRule(rule);
    if (typeof result !== "string") return [result];
    violations.push(`${path}[${index}] must be ${result}.`);
    return [];
  });
  return { kind: "rules", rules: parsed };
}

function parseAlternatives(
  either: SpelledJson | undefined,
  path: string,
  violations: string[],
): readonly (readonly Pattern[])[] {
  if (either === undefined) return [];
  if (!Array.isArray(either) || either.length === 0) {
    violations.push(`${path} must be a list of patterns that is not empty.`);
    return [];
  }
  return [either.map((pattern, index) => parsePattern(pattern, `${path}[${index}]`, violations))];
}

/** Whether a value matches. Of lists, one element must. */
export function matches(pattern: Pattern, value: SpelledJson | undefined): boolean {
  if (pattern.kind === "rules") {
    const leaves = leavesOf(value);
    return pattern.rules.some((rule) =>
      rule.kind === "presence" ? rule.present === leaves.length > 0 : leaves.some(rule.holds),
    );
  }
  if (Array.isArray(value) && value.length > 0) return value.some((element) => matches(pattern, element));
  const fields = isObject(value) ? value : {};
  const allNames = [...pattern.names].every(([name, inner]) => matches(inner, ownField(fields, name)));
  return allNames && pattern.alternatives.every((each) => each.some((inner) => matches(inner, value)));
}

function ownField(fields: Readonly<Record<string, SpelledJson>>, name: string): SpelledJson | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Rules apply to leaves only: an object is there, and yet does not exist for `exists`. */
function leavesOf(value: SpelledJson | undefined): readonly SpelledJson[] {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value];
}
