/** The verb that goes with how many items there are. */
export function agree(items: readonly unknown[], one: string, several: string): string {
  return items.length > 1 ? several : one;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return "nothing";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
