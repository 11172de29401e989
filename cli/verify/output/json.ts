import { inWords } from "../../../connectivity/index";
import { type Answer, outcomeOf } from "../answer";
import type { Target } from "../target";

/** The answers for programs. */
export function renderJson(target: Target, answers: readonly Answer[]): string {
  const { uuid, functionArn, eventSourceArn, queue, virtualHost } = target;
  const shown = answers.map(({ report, ...answer }) => {
    const [told] = report === undefined ? [] : inWords({ mappings: [report], findings: [] }).mappings;
    return told === undefined ? answer : { ...answer, hops: told.hops, findings: told.findings };
  });
  const mapping = { uuid, functionArn, eventSourceArn, queue, virtualHost };
  return `${JSON.stringify({ outcome: outcomeOf(answers), mapping, answers: shown }, null, 2)}\n`;
}
