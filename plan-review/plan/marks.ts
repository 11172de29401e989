import { field } from "../../connectivity/index";

/**
 * Whether a mask says so of anything in a value. A mask is a boolean for the whole, or has the value's structure with `true`
 * at any depth, which covers everything under it; it also holds empty containers and `false`.
 */
export function isMarked(mask: unknown): boolean {
  if (typeof mask !== "object" || mask === null) return mask === true;
  return Object.values(mask).some(isMarked);
}

/** What a mask says of one attribute. */
export function markOf(mask: unknown, attribute: string): unknown {
  return mask === true ? true : field(mask, attribute);
}
