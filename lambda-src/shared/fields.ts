/** The keys of what may or may not be an object, for reading input that nobody has checked yet. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" ? { ...value } : {};
}
