import type { Change, Comparison } from "../../hcp/workspaces/index";
import { printable } from "../printable";
import type { StackWorkspace } from "./stacks";

/** What was compared, and what became of it. */
export interface Result {
  readonly place: Pick<StackWorkspace, "hostname" | "organization">;
  readonly comparison: Comparison;
  /** Whether what differed was made as it is wanted. */
  readonly applied: boolean;
}

/** As people read it: a diff of what was found and what is wanted. */
export function renderText({ place, comparison, applied }: Result): string {
  const { changes, asWanted, notes } = comparison;
  const blocks = [
    [`Organization ${place.organization} at ${place.hostname}`],
    ...changes.map(described),
    ...(asWanted.length === 0 ? [] : [["As wanted", ...asWanted.map((name) => `  ${name}`)]]),
    ...(notes.length === 0 ? [] : [["Notes", ...notes.map((note) => `  ${note}`)]]),
    [summary(changes, applied)],
  ];
  return `${blocks.map((lines) => lines.map(printable).join("\n")).join("\n\n")}\n`;
}

function described({ kind, name, isNew, differences }: Change): string[] {
  const width = Math.max(0, ...differences.map(({ attribute }) => attribute.length));
  return [
    `${isNew ? "+" : "~"} ${kind} ${name}`,
    ...differences.flatMap(({ attribute, wanted, found }) => [
      ...(found === null || isNew ? [] : [`    - ${attribute.padEnd(width)}  ${found}`]),
      `    + ${attribute.padEnd(width)}  ${wanted}`,
    ]),
  ];
}

function summary(changes: readonly Change[], applied: boolean): string {
  if (changes.length === 0) return "Everything is as the stacks need it.";
  const made = changes.filter(({ isNew }) => isNew).length;
  const changed = changes.length - made;
  return applied
    ? `Made: ${made}. Changed: ${changed}.`
    : `To make: ${made}. To change: ${changed}. Nothing was changed: --apply does it.`;
}

/** As programs read it. */
export function renderJson({ place, comparison, applied }: Result): string {
  const changes = comparison.changes.map(({ kind, name, isNew, differences }) => ({ kind, name, isNew, differences }));
  const { hostname, organization } = place;
  const { asWanted, notes } = comparison;
  return `${JSON.stringify({ version: 1, hostname, organization, applied, changes, asWanted, notes }, null, 2)}\n`;
}
