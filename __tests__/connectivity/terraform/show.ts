import type { Value } from "../../../connectivity/terraform/model/model";
import { withRemedy } from "../../../connectivity/wording/clauses";

/**
 * A value as short text: scalars as JSON, `one(...)` and `some(...)` for pointers, `?` with the missing fact for what is not
 * known, and `...` for a list of which that fact hides members.
 */
export function show(value: Value): string {
  switch (value.kind) {
    case "scalar":
      return JSON.stringify(value.value);
    case "list":
      return `[${[...value.items.map(show), ...(value.open === null ? [] : [`... ${withRemedy(value.open)}`])].join(", ")}]`;
    case "block":
      return `{${value
        .fields()
        .filter((name) => !isBlank(value.get(name)))
        .sort()
        .map((name) => `${name}: ${show(value.get(name))}`)
        .join(", ")}}`;
    case "pointer":
      return `${value.selection}(${value.targets.map(({ instance, attribute }) => `${instance.address}.${attribute}`).join(" | ")})`;
    case "unknown":
      return `? ${withRemedy(value.missing)}`;
  }
}

function isBlank(value: Value): boolean {
  return value.kind === "scalar"
    ? value.value === null || value.value === ""
    : value.kind === "list" && show(value) === "[]";
}
