import { createColors } from "picocolors";
import { type Paint, paints } from "../../check/output/paint";
import { drawPaths } from "../../check/output/path-drawing";
import { problemLines } from "../../check/output/problem-lines";
import { problemsOf } from "../../check/output/problems";
import { printable } from "../../printable";
import { type Answer, outcomeOf } from "../answer";
import { interfaceLines } from "../interface-words";
import type { Target } from "../target";

const WORDS = { works: "WORKS", fails: "FAILS", unknown: "UNKNOWN", skipped: "SKIPPED" } as const;
const CONCLUSIONS = {
  works: "The mapping works.",
  fails: "The mapping does not work as it is.",
  unknown: "Nothing fails, but not everything could be found out.",
} as const;

/** The answers for people. */
export function renderText(
  { uuid, queue, virtualHost, functionArn }: Target,
  answers: readonly Answer[],
  color: boolean,
): string {
  const paint = paints(createColors(color));
  const outcome = outcomeOf(answers);
  const what = `Mapping ${uuid}: queue ${queue} in virtual host ${virtualHost}, to ${functionArn}`;
  const blocks = [
    [paint.bold(printable(what))],
    ...answers.map((answer) => answerLines(answer, paint)),
    [paint.bold(paint.verdict[outcome](CONCLUSIONS[outcome]))],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function answerLines({ question, outcome, said, causes, report, interfaces }: Answer, paint: Paint): string[] {
  const word = outcome === "skipped" ? paint.dim(WORDS[outcome]) : paint.verdict[outcome](WORDS[outcome]);
  return [
    `${paint.bold(word)}  ${question}: ${printable(said)}`,
    ...causes.flatMap(({ what, remedy, source }) => [
      `    why       ${printable(what)}.`,
      `    remedy    ${printable(remedy)}.`,
      ...(source === undefined ? [] : [`    see       ${source}`]),
    ]),
    ...(report === undefined ? [] : drawPaths(report.hops, paint).map((line) => `  ${line}`)),
    ...(interfaces === undefined ? [] : interfaceLines(interfaces).map((line) => `    ${printable(line)}`)),
    ...(report === undefined ? [] : problemsOf(report).flatMap((problem) => ["", ...problemLines(problem, paint)])),
  ];
}
