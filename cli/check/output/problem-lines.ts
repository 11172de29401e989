import { hopsInWords } from "../../../connectivity/index";
import { printable } from "../../printable";
import { codeEntry } from "./code-entry";
import type { Paint } from "./paint";
import type { Problem } from "./problems";

/** One problem: what it concerns, the resource to change, why, what to do, and AWS's own page. */
export function problemLines(problem: Problem, paint: Paint): string[] {
  const entry = codeEntry(problem.code);
  const title = problem.hops.length > 0 ? hopsInWords(problem.hops) : (entry?.title ?? "");
  const code = problem.code === null ? "" : paint.dim(`[${printable(problem.code)}]`);
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ["resource", problem.resources.join(", ")],
    ["construct", problem.constructs.join(", ")],
    ["why", problem.explanation],
    ["remedy", problem.remedy],
    ["accepted", problem.accepted],
    ["see", entry?.source],
  ];
  return [
    `  ${[paint.bold(paint.problem[problem.kind](problem.kind)), printable(title), code].filter((part) => part !== "").join(" ")}`,
    ...rows.flatMap(([label, text]) => (text ? [`    ${label.padEnd(10)}${printable(text)}`] : [])),
  ];
}
