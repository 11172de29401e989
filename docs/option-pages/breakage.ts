import { type Mutant, mutantsOf } from "../../__tests__/connectivity/mutations/mutants";
import { check, reasons, rules } from "../../connectivity";
import { table } from "../table";
import type { Subject } from "./subject";

/** More examples of the same code say nothing new. */
const MOST_EXAMPLES = 4;

/**
 * What breaks an option: everything is taken out of it, one part or argument at a time, or switched to the opposite, and the check says
 * with which code the mapping then fails.
 */
export function breakageTable(subject: Subject): string {
  const examples = new Map<string, Mutant[]>();
  for (const mutant of mutantsOf(subject.document)) {
    if (mutant.kind !== "removed" && mutant.kind !== "flipped") continue;
    for (const code of codesOf(mutant, subject)) {
      const sofar = examples.get(code) ?? [];
      if (!sofar.some((other) => covers(other, mutant))) examples.set(code, [...sofar, mutant]);
    }
  }
  const codes = Object.entries({ ...reasons, ...rules }).filter(([code]) => examples.has(code));
  return table(
    ["code", "what it says", "such as"],
    codes.map(([code, { title }]) => [`[\`${code}\`](../codes.md#${code})`, title, listed(examples.get(code) ?? [])]),
  );
}

/** Why the mapping fails with a change; none where it does not. */
function codesOf(mutant: Mutant, { option, assumed }: Subject): ReadonlySet<string> {
  const [mapping] = check([{ name: option.id, json: mutant.make() }], { assume: assumed }).mappings;
  if (mapping?.verdict !== "fails") return new Set();
  return new Set([
    ...mapping.hops.flatMap(({ verdict, reason }) => (verdict === "blocked" && reason !== null ? [reason] : [])),
    ...mapping.findings.flatMap(({ effect, rule }) => (effect === "fails" ? [rule] : [])),
  ]);
}

/** Whether a change says all that a smaller one at the same place does. */
function covers(other: Mutant, { block, argument }: Mutant): boolean {
  return other.block === block && (argument === other.argument || argument.startsWith(`${other.argument}(`));
}

function inWords({ block, argument, kind }: Mutant): string {
  if (argument === "") return `without \`${block.role}\``;
  return `\`${block.role}\` ${kind === "removed" ? `without \`${argument}\`` : `with \`${argument}\` the other way`}`;
}

function listed(mutants: readonly Mutant[]): string {
  const more = mutants.length - MOST_EXAMPLES;
  return [...mutants.slice(0, MOST_EXAMPLES).map(inWords), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
