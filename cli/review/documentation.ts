import { DETAILS, HARM_TITLES, HARMS, harmRules, SHOWN_ATTRIBUTES } from "../../plan-review/index";
import { REVIEW_EXIT_CODES } from "./exit-code";

/** The parts of docs/review.md that are made from the code. */
export function reviewParts(): Readonly<Record<string, string>> {
  return {
    harms: table(
      ["harm", "code", "what it means", "source"],
      HARMS.flatMap((kind) =>
        harmRules
          .filter((rule) => rule.kind === kind)
          .map(({ code, title, meaning, source }) => [
            HARM_TITLES[kind],
            `\`${code}\``,
            `**${title}.** ${meaning}`,
            `<${source}>`,
          ]),
      ),
    ),
    details: Object.values(DETAILS)
      .map((detail, index) => `${index + 1}. ${detail}`)
      .join("\n"),
    attributes: table(
      ["type", "attributes"],
      Object.entries(SHOWN_ATTRIBUTES).map(([type, attributes]) => [
        `\`${type}\``,
        Object.keys(attributes)
          .map((name) => `\`${name}\``)
          .join(", "),
      ]),
    ),
    "exit-codes": table(
      ["code", "meaning"],
      Object.values(REVIEW_EXIT_CODES).map(({ code, meaning }) => [`${code}`, meaning]),
    ),
  };
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
