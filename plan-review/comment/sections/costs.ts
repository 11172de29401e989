import { changeInWords, costOf, HOURS_IN_MONTH, priceInWords, quantityOf, titleOf, totalInWords } from "../../cost";
import { code, text } from "../../markdown/escape";
import { folded, table } from "../../markdown/layout";
import type { Review } from "../../review";
import type { Block } from "../block";

/** What is billed by the hour or the month, before and after. */
export function costBlocks({ workspaces }: Review): readonly Block[] {
  const billed = workspaces.filter(({ cost }) => cost.lines.length > 0);
  if (billed.length === 0) return [];
  const totals = table(
    ["Workspace", "Before", "After", "Change"],
    billed.map(({ name, cost }) => [
      code(name),
      text(totalInWords(cost.before)),
      text(totalInWords(cost.after)),
      text(changeInWords(cost.change)),
    ]),
  );
  const lines = table(
    ["Workspace", "What", "Before", "After", "Price"],
    billed.flatMap(({ name, cost }) =>
      cost.lines.map((line, index) => [
        index === 0 ? code(name) : "",
        text(`${titleOf(line)}${line.region === null ? "" : `, ${line.region}`}`),
        text(`${quantityOf(line, line.before)}: ${costOf(line.before)}`),
        text(`${quantityOf(line, line.after)}: ${costOf(line.after)}`),
        line.price === null ? "unknown" : `[${text(priceInWords(line))}](${line.price.source}), ${line.price.asOf}`,
      ]),
    ),
  );
  const details = folded("Each line, with the source and date of its price", lines);
  const isSame = billed.every(({ cost: { change } }) => change.isComplete && change.usd === 0);
  const total = isSame ? "It does not change." : totals;
  const title = `### Cost per month\n\nOf what is billed for as long as it exists, at ${HOURS_IN_MONTH} hours; use and traffic are not in it.`;
  return [
    {
      full: () => `${title}\n\n${total}\n\n${details}`,
      without: [
        ["cost-lines", () => `${title}\n\n${total}`],
        ["rows", () => ""],
      ],
    },
  ];
}
