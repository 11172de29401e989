import { check } from "../../../connectivity/index";
import type { Expectation, Part, Purpose } from "./expectation";
import { nameOf, purposeOf, type Stack, shortcoming } from "./judge";
import { mutantsOf } from "./mutants";

/** What became of the mutants of one stack. */
export interface Score {
  readonly stack: string;
  /** How many mutants are judged as they must be, by what they must be. */
  readonly right: Readonly<Record<Expectation["verdict"], number>>;
  /** Mutants that the check misjudges, and how. */
  readonly wrong: readonly string[];
  /** Mutants that no part says the purpose of. */
  readonly withoutPurpose: readonly string[];
  /** The purposes that were needed. */
  readonly used: ReadonlySet<Purpose>;
}

/** Makes every mutant of a stack, has each checked, and compares. */
export function score(stack: Stack, parts: readonly Part[], assume: readonly string[]): Score {
  const right = { fails: 0, works: 0, unknown: 0, none: 0 };
  const wrong: string[] = [];
  const withoutPurpose: string[] = [];
  const used = new Set<Purpose>();
  for (const mutant of mutantsOf(stack.document)) {
    const purpose = purposeOf(mutant, stack.name, parts);
    if (purpose === undefined) {
      withoutPurpose.push(nameOf(mutant));
      continue;
    }
    const [, expectation, because] = purpose;
    used.add(purpose);
    const report = check([{ name: "cdk.tf.json", json: mutant.make() }], { assume });
    const problem = shortcoming(mutant, stack, expectation, report);
    if (problem === undefined) {
      right[expectation.verdict] += 1;
    } else {
      wrong.push(`${nameOf(mutant)}: must be ${expectation.verdict} (${because}), but ${problem}`);
    }
  }
  return { stack: stack.name, right, wrong, withoutPurpose, used };
}

/** One line: how many mutants of a stack there are, and what the check made of them. */
export function summarize({ stack, right, wrong }: Score): string {
  const { fails, works, unknown, none } = right;
  const all = fails + works + unknown + none + wrong.length;
  return `${stack}: ${all} mutants, ${fails} killed, ${works} harmless, ${unknown} unknown, ${none} without mapping, ${wrong.length} wrong`;
}
