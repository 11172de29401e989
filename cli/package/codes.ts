import { reasons, rules } from "../../connectivity/index";

interface Entry {
  readonly title: string;
  readonly meaning: string;
  readonly example: string;
  readonly source: string;
}

const KINDS = {
  outcome: "What there will be once the plan is applied",
  refused: "What AWS refuses, so that the apply stops",
  apply: "What the apply does on its way",
} as const;

const EFFECTS = {
  fails: "The mapping fails.",
  unknown: "The mapping is unknown, unless something else makes it fail.",
  none: "The verdict stays as it is.",
} as const;

/** docs/codes.md: every reason and every rule, from the tables that the check itself uses. */
export function renderCodes(): string {
  return [
    "# Codes of reasons and rules",
    "",
    "<!-- Made from the code by `npm run docs`: change connectivity/wording/causes/, connectivity/rules/ and connectivity/event-sources/. -->",
    "",
    "A hop that is not reachable has a **reason**; anything else that is wrong with a mapping is a finding of a **rule**. [check.md](check.md)",
    "explains how to read them. The examples are pieces of Terraform that lead to the code.",
    "",
    "## Reasons",
    "",
    ...Object.entries<Entry>(reasons).flatMap(([code, entry]) => section(code, entry, [])),
    "## Rules",
    "",
    ...Object.entries(rules).flatMap(([code, entry]) =>
      section(code, entry, [`${KINDS[entry.kind]}. Severity: ${entry.severity}. ${EFFECTS[entry.effect]}`, ""]),
    ),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

function section(code: string, { title, meaning, example, source }: Entry, more: readonly string[]): string[] {
  return [
    `### \`${code}\``,
    "",
    `**${title}.** ${meaning}`,
    "",
    ...more,
    "```hcl",
    example.trimEnd(),
    "```",
    "",
    `Source: <${source}>`,
    "",
  ];
}
