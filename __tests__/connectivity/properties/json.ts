export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every text in a document, changed. Keys stay. */
export function mapTexts(json: Json, change: (text: string) => string): Json {
  if (typeof json === "string") return change(json);
  if (Array.isArray(json)) return json.map((each) => mapTexts(each, change));
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, mapTexts(value, change)]));
}
