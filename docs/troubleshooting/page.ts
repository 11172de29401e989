import { table } from "../table";
import { type Symptom, whileApplying, whileDestroying, whilePolling } from "./symptoms";

/** docs/troubleshooting.md: from what AWS shows to the check's code and the remedy. */
export function troubleshootingPage(): string {
  return `# Troubleshooting

<!-- Made from the code by \`npm run docs\`: change docs/troubleshooting/symptoms.ts. -->

From what AWS shows to its cause, to what \`mqesm check\` calls it, and to what to do. Each code leads to its explanation in [codes.md](codes.md);
[check.md](check.md) says how to run the check, which finds these in a plan, before AWS does.

## While the mapping runs

\`\`\`sh
aws lambda get-event-source-mapping --uuid "$UUID" --query '[State, StateTransitionReason, LastProcessingResult]'
\`\`\`

**\`Enabled\` proves nothing.** Terraform waits for the state alone, and a mapping that can never reach its broker gets there too. What counts is
\`LastProcessingResult\`, some minutes after messages are in the queue. AWS documents none of its texts for Amazon MQ: the source of each is given.

${whilePolling.map(section).join("\n")}
## While Terraform applies

${whileApplying.map(section).join("\n")}
## While Terraform destroys

${whileDestroying.map(section).join("\n").trimEnd()}
`;
}

function section({ shown, where, source, caveat, causes }: Symptom): string {
  return [
    `### \`${shown}\``,
    "",
    `${where}. [Source](${source}).${caveat === undefined ? "" : ` ${caveat}`}`,
    "",
    table(
      ["cause", "code", "remedy"],
      causes.map(({ cause, codes, remedy }) => [
        cause,
        codes.length === 0
          ? "none: no plan shows it"
          : codes.map((code) => `[\`${code}\`](codes.md#${code})`).join(", "),
        remedy,
      ]),
    ),
    "",
  ].join("\n");
}
