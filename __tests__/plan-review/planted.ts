/** What is planted: never part of any text of ours. */
const MARK = "planted";

/** Where a plan holds values of users, rather than names, types and Terraform's own words. */
const VALUE_FIELDS = new Set([
  "before",
  "after",
  "value",
  "values",
  "constant_value",
  "default",
  "default_value",
  "message",
  "generated_config",
]);

/** Fields of values that say how something is built: without them there would be nothing to judge. */
const KEPT = new Set(["region"]);

/**
 * A plan in which every text that is a value is a secret: of variables, defaults, constants, attributes, ids, outputs, of the state before,
 * drift, and the messages of conditions. What was the same is the same afterwards.
 *
 * @param isPlanted tells which are; left out: all
 */
export function planted(json: unknown, isPlanted: (path: readonly string[]) => boolean = () => true): unknown {
  const marks = new Map<string, string>();
  const markOf = (value: string, path: readonly string[]): string => {
    const mark = marks.get(value) ?? `${MARK}-${marks.size}-${path.slice(-3).join("/")}`;
    marks.set(value, mark);
    // What an ARN is of is how the objects of a plan belong together.
    const [service] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/.exec(value) ?? [""];
    return `${service}${mark}`;
  };
  const walk = (value: unknown, path: readonly string[], isValue: boolean): unknown => {
    if (Array.isArray(value)) return value.map((each, index) => walk(each, [...path, `${index}`], isValue));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [
          name,
          walk(
            each,
            [...path, name],
            isValue || (VALUE_FIELDS.has(name) && !path.includes("prior_state")) || isStateValues(path, name),
          ),
        ]),
      );
    }
    if (
      !isValue ||
      typeof value !== "string" ||
      value === "" ||
      path.slice(-2).some((name) => KEPT.has(name)) ||
      !isPlanted(path)
    )
      return value;
    return markOf(value, path);
  };
  return walk(json, [], false);
}

/** In a state, `values` is the whole and, of a resource, its attributes. */
function isStateValues(path: readonly string[], name: string): boolean {
  if (name === "values") return path.at(-2) === "resources";
  return name === "value" && path.includes("outputs");
}

/** Which of what was planted stands in a text. */
export function plantedIn(text: string): readonly string[] {
  return [...new Set(text.match(/planted-[\w/.-]+/g) ?? [])];
}
