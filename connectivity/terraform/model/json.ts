/** A JSON object. Its own keys only: `constructor` and `__proto__` are names like any other. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(json: unknown): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The field of an object; undefined where the object, or the field of its own, is not there. */
export function field(json: unknown, name: string): unknown {
  return isObject(json) && Object.hasOwn(json, name) ? json[name] : undefined;
}

/** The field if it is a list, else an empty list. */
export function listField(json: unknown, name: string): readonly unknown[] {
  const value = field(json, name);
  return Array.isArray(value) ? value : [];
}

/** The field if it is a text, else undefined. */
export function textField(json: unknown, name: string): string | undefined {
  const value = field(json, name);
  return typeof value === "string" ? value : undefined;
}

/** What a value is, for messages; never the value. */
export function describeJson(json: unknown): string {
  if (json === null) return "null";
  if (Array.isArray(json)) return `a list of ${json.length}`;
  if (!isObject(json)) return `a ${typeof json}`;
  const keys = Object.keys(json);
  if (keys.length === 0) return "an empty object";
  const shown = keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 40)));
  return `an object with ${shown.join(", ")}${keys.length > shown.length ? ", ..." : ""}`;
}

/** A text that is the same for equal values; undefined for what is nested too deeply to compare. */
export function fingerprint(json: unknown): string | undefined {
  try {
    return JSON.stringify(json);
  } catch {
    return undefined;
  }
}
