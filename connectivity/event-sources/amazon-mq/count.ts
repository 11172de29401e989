import type { Value } from "../../terraform/model/model";

/** How many things a value holds. */
export interface Count {
  readonly least: number;
  readonly most: number;
}

export function countOf(value: Value): Count {
  switch (value.kind) {
    case "scalar":
      return value.value === null ? { least: 0, most: 0 } : { least: 1, most: 1 };
    case "pointer":
      return { least: 1, most: value.selection === "one" ? 1 : Math.max(1, value.targets.length) };
    case "list": {
      const counts = value.items.map(countOf);
      const open = value.open === null ? 0 : Number.POSITIVE_INFINITY;
      return {
        least: counts.reduce((sum, { least }) => sum + least, 0),
        most: counts.reduce((sum, { most }) => sum + most, open),
      };
    }
    default:
      return { least: 0, most: Number.POSITIVE_INFINITY };
  }
}
