import { synthesize } from "../support/synthesized-stack";
import type { Document } from "./mutations/document";
import { parts } from "./mutations/purposes";
import { type Score, score, summarize } from "./mutations/run";
import { assumptionsOf } from "./option-2-facts";
import { furtherVariants, optionsInBothModes } from "./option-variants";

const scores: Score[] = [];

// Straight to the output: Jest would print a stack trace below each line.
afterAll(() => process.stdout.write(`${scores.map(summarize).join("\n")}\n`));

const variants = [...optionsInBothModes, ...furtherVariants.filter(({ settings }) => "natGateways" in settings)];

test.each(variants)("every mutant of $name is judged as AWS would treat it", ({ name, option, settings }) => {
  const document = synthesize(option, settings).json as unknown as Document;
  const result = score({ name, document }, parts, assumptionsOf(document));
  scores.push(result);
  expect(result.withoutPurpose).toEqual([]);
  expect(result.wrong).toEqual([]);
});

test("every purpose that is written down is some part's", () => {
  const used = new Set(scores.flatMap((each) => [...each.used]));
  const idle = parts.flatMap(({ type, role, purposes }) =>
    purposes.filter((purpose) => !used.has(purpose)).map(([what]) => `${type} ${role}: ${what}`),
  );
  expect(idle).toEqual([]);
});
