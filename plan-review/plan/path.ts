import type { Path, PlannedChange } from "./planned-change";

/** A path as Terraform writes it, such as `user[0].username`. */
export function pathInWords(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

const FORCED: ReadonlyMap<string, string> = new Map([
  ["replace_because_tainted", ", because an earlier apply left it half-made (tainted)"],
  ["replace_by_request", ", because -replace asks for it"],
  ["replace_by_triggers", ", because what replace_triggered_by names changes"],
]);

/** What forces a replacement, as it goes on in a sentence; "" where the plan does not say. */
export function pathsInWords({ replacePaths, reason }: PlannedChange): string {
  const paths = replacePaths.map(pathInWords).filter((path) => path !== "");
  if (paths.length > 0) return `, because ${paths.join(", ")} ${paths.length > 1 ? "change" : "changes"}`;
  return (reason === null ? undefined : FORCED.get(reason)) ?? "";
}
