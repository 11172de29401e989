import { type OptionResult, PHASES, type RehearsalResult } from "../../rehearsal";

/** Whether everything went as it should. */
export function isDone({ options, left }: RehearsalResult): boolean {
  return left.length === 0 && options.every(({ failure }) => failure === null);
}

/** The result as people read it: a table, what failed, what is left, and what the table rests on. */
export function summaryOf(result: RehearsalResult, nodeVersion: string): string {
  const { options, left, rabbitMq, clusters, assumed, seconds } = result;
  const failures = options.flatMap(({ option, failure }) =>
    failure === null
      ? []
      : [`${option} failed in phase ${JSON.stringify(failure.phase)}:`, indent(failure.message), ""],
  );
  const shared = Object.entries(seconds).map(([phase, took]) => `${phase} ${took.toFixed(1)} s`);
  const lost = options.filter(({ lostWithBroker }) => lostWithBroker !== 0);
  return [
    ...tableOf(options),
    "",
    `Besides: ${shared.join(", ")}.`,
    ...lost.map(({ option, lostWithBroker }) =>
      lostWithBroker === null
        ? `${option}: messages may have gone with the broker: it did not answer any more when it was deleted, so that nobody counted them.`
        : `${option}: ${lostWithBroker} messages went with the broker.`,
    ),
    "",
    ...failures,
    left.length === 0 ? "Nothing is left in the account." : `Left in the account:\n${indent(left.join("\n"))}`,
    "",
    `${rabbitMq} stood for the brokers, and Node.js ${nodeVersion} for the runtime of the functions.`,
    ...(clusters > 0 ? [`Each cluster was one server, reported as three nodes: ${clusters}.`] : []),
    "Assumed, for AWS documents none of it:",
    ...assumed.map((sentence) => `  - ${sentence}`),
    "",
  ].join("\n");
}

function tableOf(options: readonly OptionResult[]): readonly string[] {
  const head = ["option", ...PHASES, "total", "published", "delivered", "duplicated", "mapping shows"];
  const rows = options.map((each) => [
    each.option,
    ...PHASES.map((phase) => secondsText(each.seconds[phase])),
    secondsText(Object.values(each.seconds).reduce((sum, one) => sum + one, 0)),
    ...[each.published, each.delivered, each.duplicated].map(String),
    each.lastProcessingResult,
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === head.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

function secondsText(seconds: number | undefined): string {
  return seconds === undefined ? "-" : `${seconds.toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
