import type { ChangedAttribute, PlannedChange } from "../plan/planned-change";
import { SHOWN_ATTRIBUTES } from "./shown-attributes";

/** A value as it is shown. */
export type ShownValue = string | number | boolean | readonly string[];

/** The value of an attribute, where it may be shown; undefined where it may not, is not set, or is not of the form that it has to be. */
export function shownValue(type: string, attribute: string, value: unknown): ShownValue | undefined {
  if (!Object.hasOwn(SHOWN_ATTRIBUTES, type)) return undefined;
  const shapes = SHOWN_ATTRIBUTES[type] ?? {};
  const shape = Object.hasOwn(shapes, attribute) ? shapes[attribute] : undefined;
  return shape?.(value) ? (value as ShownValue) : undefined;
}

/** The value that an attribute has before or after a change, where it may be shown. Marked ones never are. */
export function shownOf(change: PlannedChange, attribute: string, side: "before" | "after"): ShownValue | undefined {
  return change.isSensitive(attribute) ? undefined : shownValue(change.type, attribute, change[side](attribute));
}

/** The values of an attribute before and after a change, where they may be shown. Marked ones never are. */
export function shownValues(
  type: string,
  { name, before, after, sensitive }: ChangedAttribute,
): { readonly before?: ShownValue; readonly after?: ShownValue } {
  if (sensitive) return {};
  const shown = { before: shownValue(type, name, before), after: shownValue(type, name, after) };
  return {
    ...(shown.before === undefined ? {} : { before: shown.before }),
    ...(shown.after === undefined ? {} : { after: shown.after }),
  };
}
